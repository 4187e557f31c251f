namespace ModelTracking.TensorBoard;

/// <summary>Tells what kind of picture bytes are, by how they begin.</summary>
internal static class ImageFormat
{
    /// <summary><c>png</c>, <c>jpg</c>, <c>gif</c>, <c>webp</c>; null for anything else.</summary>
    public static string? ExtensionOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "png",
        [0xff, 0xd8, 0xff, ..] => "jpg",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "webp",
        _ => null,
    };
}
