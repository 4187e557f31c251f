using ModelTracking.Records;
using Parquet;
using Parquet.Serialization;

namespace ModelTracking.Dashboard.Tests.Shared;

/// <summary>Runs that have logged files of every kind that is shown.</summary>
internal static class FilesRun
{
    public const string Markdown = """
        # Digits

        A net that reads *handwritten* digits. It is **not** for [postal codes](https://example.org/codes).

        ## How it was trained

        1. Loaded `digits.csv`
        2. Fitted for 60 epochs
           - with warm-up
           - without decay

        > Kept as the one to beat.

        | units | accuracy |
        | --- | ---: |
        | 64 | 0.941 |
        | 256 | 0.978 |

        ```csharp
        var net = new Net(units: 256); // <b>not bold</b>
        ```

        ![samples](images/samples.png) ![elsewhere](https://evil.example/pixel.png)

        <script>alert(1)</script> <img src=x onerror=alert(1)> [run](javascript:alert(1)) [data](data:text/html,<script>alert(1)</script>)
        """;

    public static void Log(TrackingClient client)
    {
        using (var before = client.StartRun("notebooks", new RunOptions { Id = DemoStore.Files, Name = "explore-1", Description = Markdown }))
        {
            before.LogArtifact(Bytes("before.ipynb"), "train.ipynb");
            before.LogArtifact(Bytes("train.dib"), "explore.dib");
            before.LogArtifact(Bytes("pipeline.zip"), "models/churn/model.zip", new ArtifactOptions { Kind = "model" });
            before.LogArtifact(Bytes("net.onnx"), "models/net.onnx", new ArtifactOptions { Kind = "model" });
            before.LogText(Markdown, "card.md");
            before.LogText("var lr = 0.1;\nTrain(lr);\n", "train.cs");
            before.LogImage("samples", Png.Draw(48, 48, (x, y) => (byte)(x * y)));
            before.LogArtifact(Table(), "rows.parquet");
            before.LogArtifact(new byte[] { 1, 2, 3 }, "broken.parquet");
            before.LogArtifact(new byte[] { 0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 1 }, "models/broken.onnx");
        }

        using var after = client.StartRun("notebooks", new RunOptions { Id = DemoStore.FilesAfter, Name = "explore-2" });
        after.LogArtifact(Bytes("after.ipynb"), "train.ipynb");
        after.LogText("var lr = 0.01;\nTrain(lr);\n", "train.cs");
        after.LogImage("samples", Png.Draw(48, 48, (x, y) => (byte)(x + (3 * y))));
    }

    private static byte[] Bytes(string name)
    {
        using var stream = typeof(FilesRun).Assembly.GetManifestResourceStream($"Fixtures/{name}")!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static byte[] Table()
    {
        using var memory = new MemoryStream();
        var rows = Enumerable.Range(0, 250).Select(i => new Row { Id = i, Score = i / 10.0, Name = i % 7 == 0 ? null : $"<b>row {i}</b>", When = new DateTime(2026, 11, 26, 10, 0, 0, DateTimeKind.Utc).AddMinutes(i), Tags = [$"a{i}", "b"] }).ToArray();
        ParquetSerializer.SerializeAsync(rows, memory, new ParquetOptions { RowGroupSize = 60 }).GetAwaiter().GetResult();
        return memory.ToArray();
    }

    // Written by a serializer that takes public types alone.
    public sealed class Row
    {
        public int Id { get; set; }

        public double Score { get; set; }

        public string? Name { get; set; }

        public DateTime When { get; set; }

        public List<string> Tags { get; set; } = [];
    }
}
