using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ModelTracking.Records;

namespace ModelTracking.Tests.Journal;

public sealed class RoundTripTests
{
    [Property(MaxTest = 150, Arbitrary = [typeof(RecordArbitraries)])]
    public void Whatever_is_written_is_read_back_bit_by_bit(TrackingRecord[] records)
    {
        using var run = new TempRun();
        var numbered = RecordArbitraries.Number(records);
        using (var writer = run.Open("aaaaaaaa"))
        {
            foreach (var batch in numbered.Chunk(3))
            {
                writer.Append(batch);
            }
        }

        Assert.Equal(Told.From("aaaaaaaa", numbered), run.ReadAll());
        Assert.Empty(run.Problems);
    }

    [Property(MaxTest = 60, Arbitrary = [typeof(RecordArbitraries)])]
    public void Sealing_changes_nothing_that_is_read(TrackingRecord[] records)
    {
        using var run = new TempRun();
        var numbered = RecordArbitraries.Number([TempRun.Started(0), .. records, TempRun.Ended(0)]);
        run.Write("aaaaaaaa", [.. numbered]);
        var keys = numbered.OfType<MetricsLogged>().Select(m => m.Key).Distinct().ToList();
        var before = keys.Select(k => (Points: Text(run, k), Buckets: run.Reader.ReadBuckets(run.Folder, k, 3))).ToList();
        var told = run.ReadAll();

        Assert.Equal(ModelTracking.Journal.SealOutcome.Sealed, run.Seal());

        Assert.Equal(["run.sealed"], run.Names());
        Assert.Equal(told, run.ReadAll());
        var after = keys.Select(k => (Points: Text(run, k), Buckets: run.Reader.ReadBuckets(run.Folder, k, 3))).ToList();
        Assert.Equal(before.Select(b => b.Points), after.Select(b => b.Points));
        Assert.Equal(before.Select(b => b.Buckets), after.Select(b => b.Buckets));
        Assert.Empty(run.Problems);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(200_000)]
    public void Blocks_of_every_size_come_back(int count)
    {
        using var run = new TempRun();
        var points = TempRun.Curve(count);
        run.Write("aaaaaaaa", TempRun.Metrics(1, "loss", points));

        Assert.Equal(points, run.Reader.ReadPoints(run.Folder, "loss"));
    }

    [Theory]
    [InlineData(0x7FF8000000000000)]
    [InlineData(unchecked((long)0xFFF8000000000000))]
    [InlineData(0x7FF8000000000001)]
    [InlineData(0x7FF0000000000001)]
    [InlineData(0x7FF0000000000000)]
    [InlineData(unchecked((long)0x8000000000000000))]
    [InlineData(1)]
    public void Special_values_keep_all_64_bits(long bits)
    {
        using var run = new TempRun();
        var value = BitConverter.Int64BitsToDouble(bits);
        run.Write("aaaaaaaa", TempRun.Metrics(1, "x", new MetricPoint(value, 1, 2), new MetricPoint(0.5, 2, 3)));

        Assert.Equal(bits, BitConverter.DoubleToInt64Bits(run.Reader.ReadPoints(run.Folder, "x")[0].Value));
    }

    private static string Text(TempRun run, MetricKey key) => string.Join("\n", run.Reader.ReadPoints(run.Folder, key).Select(Told.Bits));
}
