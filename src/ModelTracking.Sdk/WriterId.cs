namespace ModelTracking;

/// <summary>Identity of one process's part in a run: 8 hexadecimal digits.</summary>
internal static class WriterId
{
    // The first digits of a random GUID, all of which are random.
    public static string New() => Guid.NewGuid().ToString("N")[..8];
}
