namespace ModelTracking.Capture.Programs;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code; null where it did not start, or was stopped.</param>
/// <param name="Output">What it wrote to standard output, where nobody else read it.</param>
/// <param name="Error">What it wrote to standard error (its beginning), or why it did not start.</param>
internal sealed record ProgramResult(int? ExitCode, byte[] Output, string Error)
{
    public bool IsGood => ExitCode == 0;

    /// <summary>It took longer than it may, or wrote more than it may, and was stopped.</summary>
    public bool WasStopped { get; init; }

    public string Text => System.Text.Encoding.UTF8.GetString(Output);
}
