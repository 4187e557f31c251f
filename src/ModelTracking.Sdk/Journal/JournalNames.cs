using System.Globalization;

namespace ModelTracking.Journal;

/// <summary>Names of the files in a run's folder.</summary>
internal static class JournalNames
{
    public const string Sealed = "run.sealed";
    public const string SealLock = "run.sealing";
    private const string SegmentEnd = ".seg";
    private const string LockEnd = ".lock";
    private const string TemporaryEnd = ".tmp";

    public static string Segment(string writer, int number) => string.Create(CultureInfo.InvariantCulture, $"{writer}-{number}{SegmentEnd}");

    public static string Lock(string writer) => writer + LockEnd;

    public static string Temporary() => $"{Sealed}.{Guid.NewGuid().ToString("N")[..8]}{TemporaryEnd}";

    public static string Broken(string segment) => segment + ".broken";

    public static bool IsSegment(string name) => name.EndsWith(SegmentEnd, StringComparison.Ordinal);

    public static bool IsLock(string name) => name.EndsWith(LockEnd, StringComparison.Ordinal);

    public static bool IsTemporary(string name) => name.EndsWith(TemporaryEnd, StringComparison.Ordinal);

    /// <summary>Writer and number of a segment's name.</summary>
    public static bool TryParseSegment(string name, out string writer, out int number)
    {
        var dash = name.LastIndexOf('-');
        writer = dash > 0 ? name[..dash] : "";
        number = 0;
        return dash > 0 && IsSegment(name) && int.TryParse(
            name.AsSpan(dash + 1, name.Length - SegmentEnd.Length - dash - 1), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
