using System.Text.Json;
using ModelTracking.Backends;
using ModelTracking.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace ModelTracking.Tests.TensorBoard;

/// <summary>Files that TorchSharp's own writer writes in the test.</summary>
public sealed class TorchSharpFilesTests
{
    [Fact]
    public async Task Files_of_TorchSharp_are_read_and_more_can_be_added_while_it_writes()
    {
        using var folder = new TempFolder();
        var memory = new InMemoryBackend();
        await using var client = Some.Client(memory);
        var writer = utils.tensorboard.SummaryWriter(folder["digits"]);
        for (var i = 0; i < 20; i++)
        {
            writer.add_scalar("loss", 1f / (i + 1), i);
        }

        writer.add_scalars("acc", new Dictionary<string, float> { ["train"] = 0.5f, ["test"] = 0.25f }, 3);
        writer.add_text("notes", "as it was", 7);
        using (var values = linspace(-1, 1, 1000, float32))
        {
            writer.add_histogram("weights", values, 9);
        }

        var first = await client.ImportTensorBoardAsync(folder.Path, new TensorBoardImportOptions { Experiment = "torch" });
        Assert.Empty(first.Problems);
        writer.add_scalar("loss", 7, 20);
        var second = await client.ImportTensorBoardAsync(folder.Path, new TensorBoardImportOptions { Experiment = "torch" });
        Assert.Equal((22L, 1L), (first.Points, second.Points));
        var id = Assert.Single(first.Runs);
        Assert.Equal(id, Assert.Single(second.Runs));

        var run = (await memory.GetRunAsync(id))!;
        Assert.Equal("digits", run.Name);
        Assert.Equal(21, run.Metric("loss")!.Count);
        Assert.Equal(7, run.Metric("loss")!.Last);
        Assert.Equal(0.25, run.Metric(new MetricKey("acc", "test"))!.Last);
        Assert.InRange(run.StartTime, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow);
        Assert.Contains(run.Artifacts, a => a.Path == "text/notes/step-0000000007.md");
        using var histogram = JsonDocument.Parse(await memory.OpenArtifactAsync(id, "charts/weights/step-0000000009.json"));
        var counts = histogram.RootElement.GetProperty("counts").EnumerateArray().Select(c => c.GetDouble()).ToArray();
        Assert.Equal(1000, counts.Sum());
        Assert.Equal(counts.Length + 1, histogram.RootElement.GetProperty("edges").GetArrayLength());
    }
}
