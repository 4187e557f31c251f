namespace ModelTracking.Journal;

/// <summary>A place between two lines of a chained log.</summary>
/// <param name="Offset">Bytes before it.</param>
/// <param name="Check">The check of the line before it; empty at the start.</param>
internal readonly record struct LogPosition(long Offset, string Check)
{
    public static readonly LogPosition Start = new(0, "");
}
