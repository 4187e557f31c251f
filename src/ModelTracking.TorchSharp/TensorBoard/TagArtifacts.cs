namespace ModelTracking.TensorBoard;

/// <summary>Where pictures and texts of a tag lie in a run: <c>images/TAG/STEP.png</c>, <c>text/TAG/STEP.md</c>.</summary>
internal static class TagArtifacts
{
    public static void LogImage(Run run, string tag, ReadOnlyMemory<byte> bytes, long step)
    {
        var extension = ImageFormat.ExtensionOf(bytes.Span) ?? "bin";
        run.LogArtifact(bytes, $"images/{tag}/{step:D8}.{extension}", new ArtifactOptions { Kind = "image", Step = step, Caption = tag });
    }

    public static void LogText(Run run, string tag, string text, long step) =>
        run.LogText(text, $"text/{tag}/{step:D8}.md", new ArtifactOptions { Kind = "text", Step = step, Caption = tag });
}
