using System.Globalization;

namespace ModelTracking.TensorBoard.Import;

/// <summary>Puts pictures and texts of a tag into a run, where its own pictures lie: <c>images/TAG/step-N.png</c>, <c>text/TAG/step-N.md</c>.</summary>
internal static class TagArtifacts
{
    /// <summary>True for bytes that begin as a PNG, JPEG, GIF or WebP file does.</summary>
    public static bool IsImage(ReadOnlySpan<byte> bytes) => IsStill(bytes) || OtherFormat(bytes) is not null;

    public static void LogImage(Run run, string tag, ReadOnlyMemory<byte> bytes, long step)
    {
        if (IsStill(bytes.Span))
        {
            run.LogImage(tag, bytes, step, tag);
            return;
        }

        // TensorBoard keeps a video as an animated GIF.
        var format = OtherFormat(bytes.Span) ?? "bin";
        var type = format == "bin" ? "application/octet-stream" : $"image/{format}";
        run.LogArtifact(bytes, string.Create(CultureInfo.InvariantCulture, $"images/{tag}/step-{step:D10}.{format}"), new ArtifactOptions { Kind = "image", MediaType = type, Step = step, Caption = tag });
    }

    public static void LogText(Run run, string tag, string text, long step) =>
        run.LogText(text, string.Create(CultureInfo.InvariantCulture, $"text/{tag}/step-{step:D10}.md"), new ArtifactOptions { Kind = "text", MediaType = "text/markdown", Step = step, Caption = tag });

    private static bool IsStill(ReadOnlySpan<byte> bytes) => bytes is [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xff, 0xd8, 0xff, ..];

    private static string? OtherFormat(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "webp",
        _ => null,
    };
}
