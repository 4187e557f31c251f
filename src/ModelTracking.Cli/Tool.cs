using ModelTracking.Cli.Commands;
using ModelTracking.Diagnostics;
using ModelTracking.Reading.Filters;
using ModelTracking.Versioning;
using Spectre.Console.Cli;

namespace ModelTracking.Cli;

/// <summary>The tool: its verbs, and what becomes of errors.</summary>
internal static class Tool
{
    /// <summary>Runs one command line.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, CancellationToken cancellationToken = default)
    {
        var app = new CommandApp();
        var verbs = new Verbs();
        app.Configure(config =>
        {
            config.SetApplicationName("modeltracking");
            config.SetApplicationVersion(Version);
            config.ConfigureConsole(terminal.Console);
            config.PropagateExceptions();
            config.UseStrictParsing();
            config.Settings.ShowOptionDefaultValues = false;
            config.Settings.MaximumIndirectExamples = 8;
            config.Settings.TrimTrailingPeriod = false;
            config.Settings.HelpProviderStyles = HelpStyle.Calm;
            config.Settings.Registrar.RegisterInstance(terminal);
            verbs.AddTo(config);
        });

        try
        {
            return await app.RunAsync(CommandLine.Prepare(args, verbs), cancellationToken);
        }
        catch (Exception exception) when (Explain(exception, args, cancellationToken) is { } answer)
        {
            if (answer.Message.Length > 0)
            {
                terminal.Tell("error", answer.Message);
            }

            if (exception is FilterException { Text.Length: > 0 } query)
            {
                terminal.Error.WriteLine(query.Marked());
            }

            return answer.ExitCode;
        }
        finally
        {
            terminal.Flush();
        }
    }

    internal static string Version { get; } =
        typeof(Tool).Assembly.GetName().Version is { } version ? version.ToString(3) : "0.0.0";

    private static ToolException? Explain(Exception exception, IReadOnlyList<string> args, CancellationToken cancellationToken) => exception switch
    {
        ToolException known => known,
        FilterException query => ToolException.BadUsage($"{query.Message} 'modeltracking runs --help' shows queries."),
        TrackingException known => ToolException.NotFound(known.Message),
        VersionConflictException or PromotionRefusedException or VersionNotFoundException => ToolException.NotFound(WithoutParameter(exception.Message)),
        ArgumentException { ParamName: not null } => ToolException.BadUsage(WithoutParameter(exception.Message)),
        CommandAppException usage => ToolException.BadUsage($"{char.ToLowerInvariant(usage.Message[0])}{usage.Message[1..].TrimEnd('.')}. 'modeltracking {(args[0].StartsWith('-') ? "" : $"{args[0]} ")}--help' says how it goes."),
        OperationCanceledException when cancellationToken.IsCancellationRequested => new ToolException(ExitCode.Interrupted, ""),
        FileNotFoundException or DirectoryNotFoundException => ToolException.NotFound(exception.Message),
        InvalidDataException => ToolException.NotFound(exception.Message),
        IOException or UnauthorizedAccessException => ToolException.NotFound($"{exception.Message.TrimEnd('.')}. See to it that the file can be used, then try again."),
        _ => null,
    };

    // The name of a method's parameter means nothing to people who typed a command.
    private static string WithoutParameter(string message) => message.Split(" (Parameter '")[0];
}
