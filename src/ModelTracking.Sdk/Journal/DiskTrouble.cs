namespace ModelTracking.Journal;

/// <summary>What a disk that refuses looks like in .NET.</summary>
internal static class DiskTrouble
{
    public static bool Is(Exception e) => e is IOException or UnauthorizedAccessException;

    public static IOException AsIOException(Exception e) => e as IOException ?? new IOException(e.Message, e);
}
