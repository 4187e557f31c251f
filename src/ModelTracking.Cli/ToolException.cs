namespace ModelTracking.Cli;

/// <summary>Ends a verb with an exit code and one line on standard error that says what is wrong and what to do.</summary>
internal sealed class ToolException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public static ToolException NotFound(string message) => new(Cli.ExitCode.NotFoundOrDamaged, message);

    public static ToolException BadUsage(string message) => new(Cli.ExitCode.BadUsage, message);
}
