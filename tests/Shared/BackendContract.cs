using System.Security.Cryptography;
using System.Text;
using ModelTracking.Backends;
using ModelTracking.Reading;
using ModelTracking.Records;
using Xunit;

namespace ModelTracking.Tests;

/// <summary>
/// What every backend promises (see <see cref="ITrackingBackend"/>). Derive from it, say how to open the backend and how
/// to read it back, and all of it is tested.
/// </summary>
public abstract class BackendContract
{
    private const string Writer = "00000001";
    private static readonly RunId Run = RunId.Parse("0123456789abcdef0123456789abcdef");

    /// <summary>Opens the backend on fresh storage.</summary>
    protected abstract ITrackingBackend Open();

    /// <summary>Reads what a backend stored, after it was disposed.</summary>
    protected abstract IRunReader ReaderOf(ITrackingBackend backend);

    private static RecordBatch Batch(params TrackingRecord[] records) => new(Run, Writer, records);

    private static RecordBatch Start() => Batch(new RunStarted("iris", "first") { Sequence = 1, Time = Some.Time });

    private static MetricsLogged Points(long sequence, params MetricPoint[] points) => new("loss", points) { Sequence = sequence };

    private async Task<IRunReader> Write(params RecordBatch[] batches)
    {
        var backend = Open();
        foreach (var batch in batches)
        {
            await backend.WriteAsync(batch, CancellationToken.None);
        }

        await backend.DisposeAsync();
        return ReaderOf(backend);
    }

    [Fact]
    public async Task What_was_written_can_be_read()
    {
        var reader = await Write(
            Start(),
            Batch(new ParamLogged("lr", ParamValue.Of(0.1)) { Sequence = 2, Time = Some.Time }, Points(3, Some.Point(1, 1), Some.Point(0.5, 2))));

        var run = Assert.IsType<RunSummary>(await reader.GetRunAsync(Run));
        Assert.Equal(("iris", "first"), (run.Experiment, run.Name));
        Assert.Equal(ParamValue.Of(0.1), run.Param("lr"));
        Assert.Equal([1.0, 0.5], (await reader.ReadPointsAsync(Run, "loss")).Select(p => p.Value));
    }

    [Fact]
    public async Task The_same_batch_twice_is_stored_once()
    {
        var points = Batch(Points(2, Some.Point(1, 1), Some.Point(2, 2)));
        var reader = await Write(Start(), points, points);
        Assert.Equal(2, (await reader.ReadPointsAsync(Run, "loss")).Count);
    }

    [Fact]
    public async Task Memory_of_points_may_be_used_again_after_the_write()
    {
        var memory = new[] { Some.Point(1, 1) };
        var backend = Open();
        await backend.WriteAsync(Start(), CancellationToken.None);
        await backend.WriteAsync(Batch(new MetricsLogged("loss", memory) { Sequence = 2 }), CancellationToken.None);
        memory[0] = Some.Point(99, 99);
        await backend.DisposeAsync();
        Assert.Equal(1, Assert.Single(await ReaderOf(backend).ReadPointsAsync(Run, "loss")).Value);
    }

    [Fact]
    public async Task Nan_infinity_and_minus_zero_are_kept_as_they_are()
    {
        double[] values = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, double.Epsilon, double.MaxValue, 0.1f];
        var reader = await Write(Start(), Batch(Points(2, [.. values.Select((v, i) => Some.Point(v, i))])));
        var read = await reader.ReadPointsAsync(Run, "loss");
        Assert.Equal(values.Select(BitConverter.DoubleToInt64Bits), read.Select(p => BitConverter.DoubleToInt64Bits(p.Value)));
    }

    [Fact]
    public async Task An_empty_durable_batch_is_fine()
    {
        var reader = await Write(Start(), new RecordBatch(Run, Writer, [], durable: true));
        Assert.NotNull(await reader.GetRunAsync(Run));
    }

    [Fact]
    public async Task The_bytes_of_an_artifact_are_stored_with_it()
    {
        var bytes = Encoding.UTF8.GetBytes("weights");
        var hash = Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant();
        var artifact = new ArtifactLogged("model.bin", hash, bytes.Length, "application/octet-stream")
        {
            Sequence = 2,
            Time = Some.Time,
            Content = new ArtifactContent(hash, bytes.Length, () => new MemoryStream(bytes)),
        };
        var reader = await Write(Start(), Batch(artifact));
        using var stored = new StreamReader(await reader.OpenArtifactAsync(Run, "model.bin"));
        Assert.Equal("weights", await stored.ReadToEndAsync());
    }

    [Fact]
    public async Task The_last_batch_ends_the_run()
    {
        var reader = await Write(Start(), new RecordBatch(Run, Writer, [new RunEnded(RunStatus.Finished) { Sequence = 2, Time = Some.Time }], durable: true) { IsLast = true });
        Assert.Equal(RunStatus.Finished, (await reader.GetRunAsync(Run))!.Status);
    }

    [Fact]
    public async Task A_reader_takes_up_after_any_position()
    {
        var reader = await Write(Start(), Batch(Points(2, Some.Point(1, 1), Some.Point(2, 2))), Batch(new TagSet("a", "b") { Sequence = 4, Time = Some.Time }));
        var batches = await reader.ReadRecordsAsync(Run, [new WriterPosition(Writer, 1)]).ToListAsync();
        Assert.Equal([2, 4], batches.SelectMany(b => b.Records).Select(r => r.Sequence));
        Assert.Empty(await reader.ReadRecordsAsync(Run, [new WriterPosition(Writer, 4)]).ToListAsync());
    }
}
