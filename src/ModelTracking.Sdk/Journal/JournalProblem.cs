namespace ModelTracking.Journal;

/// <summary>Something wrong in a run's folder, told so that a person can act on it.</summary>
/// <param name="File">Full path of the file.</param>
/// <param name="Offset">Where in the file it begins, in bytes.</param>
/// <param name="Bytes">How many bytes it concerns.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Remedy">What to do, or what was done, about it.</param>
internal sealed record JournalProblem(string File, long Offset, long Bytes, string What, string Remedy)
{
    public override string ToString() => $"{File} at {Offset}: {What} {Remedy}";
}
