using Microsoft.Extensions.Logging;
using ModelTracking.Capture.Output;
using ModelTracking.Records;

namespace ModelTracking;

/// <summary>
/// Keeps what a program logs as the run's log, beside its console: <c>builder.AddProvider(new RunLoggerProvider(run))</c>.
/// Thread-safe. What is logged after the run's end is passed over.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="minimum">The least level that is kept. Default: <see cref="LogLevel.Information"/>.</param>
public sealed class RunLoggerProvider(Run run, LogLevel minimum = LogLevel.Information) : ILoggerProvider
{
    private readonly ConsoleLog? _log = (run ?? throw new ArgumentNullException(nameof(run))).Capture?.OpenConsole();

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new RunLogger(this, categoryName);

    /// <summary>Does nothing: the run is its owner's.</summary>
    public void Dispose()
    {
    }

    private sealed class RunLogger(RunLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => provider.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                provider.Write($"{Short(logLevel)}: {category} {formatter(state, exception)}{(exception is null ? "" : $"\n{exception}")}");
            }
        }

        private static string Short(LogLevel level) => level switch
        {
            LogLevel.Trace => "trce",
            LogLevel.Debug => "dbug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            LogLevel.Error => "fail",
            _ => "crit",
        };
    }

    private bool IsEnabled(LogLevel level) => level >= minimum && level != LogLevel.None && !run.HasEnded;

    private void Write(string text) => _log?.Write(ConsoleSource.Log, text, endsLine: true);
}
