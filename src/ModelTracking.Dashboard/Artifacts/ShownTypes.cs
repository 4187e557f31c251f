namespace ModelTracking.Dashboard.Artifacts;

/// <summary>Which media types a browser is given to show; all others are only ever downloaded. HTML and SVG are among them because they are sandboxed.</summary>
internal static class ShownTypes
{
    public const string Download = "application/octet-stream";
    private const string Text = "text/plain; charset=utf-8";

    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["image/png"] = "image/png",
        ["image/jpeg"] = "image/jpeg",
        ["image/gif"] = "image/gif",
        ["image/webp"] = "image/webp",
        ["image/svg+xml"] = "image/svg+xml",
        ["text/html"] = "text/html; charset=utf-8",
        ["audio/wav"] = "audio/wav",
        ["video/mp4"] = "video/mp4",
        ["text/plain"] = Text,
        ["text/csv"] = Text,
        ["text/tab-separated-values"] = Text,
        ["text/markdown"] = Text,
        ["text/x-patch"] = Text,
        ["text/javascript"] = Text,
        ["application/json"] = Text,
        ["application/jsonl"] = Text,
        ["application/xml"] = Text,
        ["application/yaml"] = Text,
    };

    /// <summary>What it is sent as; null where it is not shown.</summary>
    public static string? Of(string mediaType) => Types.GetValueOrDefault(mediaType.Split(';')[0].Trim());
}
