namespace ModelTracking.Cli;

/// <summary>What the tool's exit codes mean.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>What was asked for is not there, or is damaged.</summary>
    public const int NotFoundOrDamaged = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int BadUsage = 2;

    /// <summary>A condition given by <c>--fail-if</c> holds, or cannot be decided.</summary>
    public const int GateFailed = 3;

    /// <summary>Ctrl+C.</summary>
    public const int Interrupted = 130;
}
