namespace ModelTracking.Journal;

/// <summary>What every reader of the journal needs.</summary>
/// <param name="Files">The file system.</param>
/// <param name="Time">The clock, for writers on other machines.</param>
/// <param name="Host">This machine's name.</param>
/// <param name="OnProblem">Told what is wrong in the files; null where nobody listens.</param>
internal sealed record JournalContext(IJournalFiles Files, TimeProvider Time, string Host, Action<JournalProblem>? OnProblem)
{
    public static JournalContext Create(IJournalFiles files, TimeProvider time, Action<JournalProblem>? onProblem = null) =>
        new(files, time, Environment.MachineName, onProblem);
}
