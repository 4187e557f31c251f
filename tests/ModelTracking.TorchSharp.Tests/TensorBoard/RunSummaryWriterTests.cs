using ModelTracking.Backends;
using ModelTracking.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace ModelTracking.Tests.TensorBoard;

public sealed class RunSummaryWriterTests
{
    [Fact]
    public async Task Code_written_for_SummaryWriter_logs_to_a_run_by_changing_one_line()
    {
        var memory = new InMemoryBackend();
        await using var client = Some.Client(memory);
        var run = client.StartRun("board");
        var writer = run.SummaryWriter();
        writer.add_scalar("loss", 0.5f, 1);
        writer.add_scalar("loss", 0.25f, 2, walltime: 1_700_000_000);
        writer.add_scalars("acc", [("train", 0.5f), ("test", 0.25f)], 2);
        writer.add_text("notes", "hello", 3);
        using (var values = cat([linspace(0, 1, 100, float32), tensor(new[] { float.NaN })]))
        {
            writer.add_histogram("weights", values, 4, max_bins: 10);
        }

        using (var pictures = rand(3, 1, 4, 5))
        {
            writer.add_img("digits", pictures, 5, dataformats: "NCHW");
        }

        using (var video = rand([1L, 6, 3, 4, 5]))
        {
            writer.add_video("clip", video, 6);
        }

        await run.FinishAsync();
        var summary = (await memory.GetRunAsync(run.Id))!;
        Assert.DoesNotContain(summary.Events, e => e.Name.StartsWith("trouble", StringComparison.Ordinal));
        var points = await memory.ReadPointsAsync(run.Id, "loss");
        Assert.Equal([(1L, 0.5), (2L, 0.25)], points.Select(p => (p.Step!.Value, p.Value)));
        Assert.Equal(2023, points[1].Time.Year);
        Assert.Equal(0.25, summary.Metric(new MetricKey("acc", "test"))!.Last);
        Assert.Equal((15, 4, 1), Size(await Bytes(memory, run, "images/digits/step-0000000005.png")));
        var clip = await Bytes(memory, run, "images/clip/step-0000000006.png");
        Assert.Equal((5, 4, 6), Size(clip));
        using var histogram = System.Text.Json.JsonDocument.Parse(await Bytes(memory, run, "charts/weights/step-0000000004.json"));
        Assert.Equal(Enumerable.Repeat(10.0, 10), histogram.RootElement.GetProperty("counts").EnumerateArray().Select(c => c.GetDouble()));
        Assert.Equal(1, histogram.RootElement.GetProperty("notFinite").GetInt32());
    }

    [Fact]
    public async Task A_tensor_that_is_no_picture_is_told_and_does_not_stop_the_program()
    {
        var memory = new InMemoryBackend();
        await using var client = Some.Client(memory);
        var run = client.StartRun("board");
        using (var flat = rand(7))
        {
            run.SummaryWriter().add_img("flat", flat, 1);
        }

        var report = await run.FinishAsync();
        Assert.Contains("(7) is no picture of the format 'CHW'", Assert.Single(report.Troubles).First.Message, StringComparison.Ordinal);
    }

    private static async Task<byte[]> Bytes(InMemoryBackend memory, Run run, string path)
    {
        using var copy = new MemoryStream();
        await (await memory.OpenArtifactAsync(run.Id, path)).CopyToAsync(copy);
        return copy.ToArray();
    }

    // Width, height and number of frames, from the file's chunks.
    private static (int Width, int Height, int Frames) Size(byte[] png)
    {
        int Number(int at) => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
        var frames = 1;
        for (var at = 8; at < png.Length; at += 12 + Number(at))
        {
            if (System.Text.Encoding.ASCII.GetString(png, at + 4, 4) == "acTL")
            {
                frames = Number(at + 8);
            }
        }

        return (Number(16), Number(20), frames);
    }
}
