using ModelTracking.Journal;
using ModelTracking.Records;

namespace ModelTracking.Tests.Journal;

public sealed class SealedTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(2_000)]
    [InlineData(150_000)]
    [InlineData(600_000)]
    public void A_chart_is_the_same_from_the_pyramid_as_from_the_points(int count)
    {
        using var run = LongRun(count);
        var ranges = new[]
        {
            StepRange.All, new StepRange(count / 3, null), new StepRange(null, count / 2), new StepRange(3, count - 4),
            new StepRange(count / 2, count / 2), new StepRange(count + 5, null), new StepRange(256, 511),
        };
        var widths = new[] { 1, 2, 7, 100, 300, 2_000 };
        var before = All();

        Assert.Equal(SealOutcome.Sealed, run.Seal());

        Assert.Equal(before, All());

        List<string> All() => [.. from range in ranges
                                  from width in widths
                                  let buckets = run.Reader.ReadBuckets(run.Folder, "loss", width, range)
                                  select $"{range} {width} {buckets.Length <= width} {string.Join('|', buckets)}"];
    }

    [Fact]
    public void No_extreme_and_no_NaN_is_lost_in_a_chart()
    {
        using var run = new TempRun();
        var points = TempRun.Curve(100_000);
        points[70_001] = new MetricPoint(1e6, points[70_001].RawStep, points[70_001].UnixMicroseconds);
        points[3] = new MetricPoint(double.NaN, 3, points[3].UnixMicroseconds);
        points[4] = new MetricPoint(double.NegativeInfinity, 4, points[4].UnixMicroseconds);
        run.Write("aaaaaaaa", TempRun.Started(1), TempRun.Metrics(2, "loss", points), TempRun.Ended(100_002));
        Assert.Equal(SealOutcome.Sealed, run.Seal());

        var chart = run.Reader.ReadBuckets(run.Folder, "loss", 20);

        Assert.InRange(chart.Length, 1, 20);
        Assert.Equal(100_000, chart.Sum(b => b.Count));
        Assert.Equal(1, chart.Sum(b => b.NanCount));
        Assert.Equal((double.NegativeInfinity, 1e6), (chart.Min(b => b.Min), chart.Max(b => b.Max)));
    }

    [Fact]
    public void Points_logged_out_of_order_are_shown_in_order_and_followed_as_logged()
    {
        using var run = new TempRun();
        var points = TempRun.Curve(1_000).Reverse().Concat(TempRun.Curve(300)).ToArray();
        run.Write("aaaaaaaa", TempRun.Started(1), TempRun.Metrics(2, "loss", points), TempRun.Ended(1_302));
        var (shown, chart, told) = (run.Reader.ReadPoints(run.Folder, "loss"), run.Reader.ReadBuckets(run.Folder, "loss", 50), run.ReadAll());
        Assert.Equal(points.OrderBy(p => p.RawStep).ThenBy(p => p.UnixMicroseconds), shown);

        Assert.Equal(SealOutcome.Sealed, run.Seal());

        Assert.Equal(shown, run.Reader.ReadPoints(run.Folder, "loss"));
        Assert.Equal(chart, run.Reader.ReadBuckets(run.Folder, "loss", 50));
        Assert.Equal(told, run.ReadAll());
        Assert.Equal(shown.Where(p => p.RawStep is >= 10 and <= 20), run.Reader.ReadPoints(run.Folder, "loss", new StepRange(10, 20)));
    }

    [Fact]
    public void A_followers_position_means_the_same_before_and_after_sealing()
    {
        using var run = new TempRun();
        var records = new List<TrackingRecord> { TempRun.Started(0) };
        for (var i = 0; i < 40; i++)
        {
            records.Add(TempRun.Metrics(0, "a", TempRun.Curve((i % 3) + 1, i * 10)));
            records.Add(TempRun.Metrics(0, "b", TempRun.Curve(1, i * 10)));
            records.Add(i % 10 == 0 ? TempRun.Param(0, "p" + i, ParamValue.Of(i)) : TempRun.Metrics(0, "c", TempRun.Curve(2, i * 10)));
        }

        records = RecordArbitraries.Number([.. records, TempRun.Ended(0)]);
        run.Write("aaaaaaaa", [.. records]);
        run.Write("bbbbbbbb", TempRun.Metrics(1, "a", TempRun.Curve(5)), TempRun.Ended(6));
        var last = records[^1].Sequence;
        var before = Enumerable.Range(0, (int)last + 2).Select(i => From(i)).ToList();

        Assert.Equal(SealOutcome.Sealed, run.Seal());

        for (var i = 0; i < before.Count; i++)
        {
            Assert.Equal(before[i], From(i));
            Assert.Equal((int)Math.Max(0, last - i), before[i].Count - 3);
        }

        List<Told> From(int sequence) => run.ReadAll(new WriterPosition("aaaaaaaa", sequence), new WriterPosition("bbbbbbbb", 3));
    }

    [Fact]
    public void Batches_are_small_own_their_memory_and_have_no_gaps()
    {
        using var run = LongRun(50_000);
        Check();
        Assert.Equal(SealOutcome.Sealed, run.Seal());
        Check();

        void Check()
        {
            var batches = run.Reader.ReadRecords(run.Folder).ToList();
            Assert.All(batches, b => Assert.InRange(b.Records.OfType<MetricsLogged>().Sum(m => m.Count), 0, 10_000));
            Assert.Equal(run.Reader.ReadPoints(run.Folder, "loss"), batches.SelectMany(b => b.Records.OfType<MetricsLogged>()).SelectMany(m => m.Points.ToArray()));
        }
    }

    [Fact]
    public void The_summary_survives_sealing()
    {
        using var run = LongRun(1_000);
        var before = Json(run.Reader.ReadSummary(run.Folder)!);

        Assert.Equal(SealOutcome.Sealed, run.Seal());

        Assert.Equal(before, Json(run.Reader.ReadSummary(run.Folder)!));
        Assert.Equal(SealOutcome.Nothing, run.Seal());

        static string Json(RunSummary summary) => System.Text.Json.JsonSerializer.Serialize(summary, JournalJson.Default.RunSummary);
    }

    [Fact]
    public void A_real_curve_takes_at_most_six_bytes_a_point()
    {
        using var run = LongRun(100_000);
        var live = new FileInfo(run.PathOf("aaaaaaaa-1.seg")).Length;
        Assert.Equal(SealOutcome.Sealed, run.Seal());

        Assert.InRange(live / 100_000.0, 4, 10);
        Assert.InRange(new FileInfo(run.PathOf("run.sealed")).Length / 100_000.0, 4, 6);
    }

    [Fact]
    public void A_reader_that_loses_a_segment_to_sealing_reads_the_sealed_file()
    {
        var files = new FaultyFiles();
        using var run = new TempRun { Files = files };
        run.Write("aaaaaaaa", TempRun.Started(1), TempRun.Metrics(2, "loss", TempRun.Curve(10)), TempRun.Ended(12));
        var all = run.ReadAll();
        files.BeforeOpenRead = path =>
        {
            if (path.EndsWith(".seg", StringComparison.Ordinal))
            {
                files.BeforeOpenRead = null;
                Assert.Equal(SealOutcome.Sealed, run.Seal());
            }
        };

        Assert.Equal(all, run.ReadAll());
    }

    [Fact]
    public void A_reader_that_has_begun_goes_on_while_the_run_is_sealed()
    {
        using var run = LongRun(50_000);
        var all = run.ReadAll();
        var read = new List<RecordBatch>();
        foreach (var batch in run.Reader.ReadRecords(run.Folder))
        {
            read.Add(batch);
            run.Seal();
        }

        Assert.Equal(all, Told.From(read));
    }

    [Fact]
    public void A_growing_run_is_read_up_to_what_is_written()
    {
        using var run = new TempRun();
        using var writer = run.Open("aaaaaaaa", new JournalWriterOptions { SegmentBytes = 2_000 });
        writer.Append([TempRun.Started(1)]);
        for (var i = 0; i < 50; i++)
        {
            writer.Append([TempRun.Metrics(2 + (i * 100), "loss", TempRun.Curve(100, i * 100))]);

            Assert.Equal(100 * (i + 1), run.Reader.ReadPoints(run.Folder, "loss").Length);
            Assert.Equal(100, run.ReadAll(new WriterPosition("aaaaaaaa", 1 + (i * 100))).Count);
        }

        Assert.True(Directory.GetFiles(run.Folder, "*.seg").Length > 3);
        Assert.Equal(SealOutcome.Live, run.Seal());
    }

    private static TempRun LongRun(int count)
    {
        var run = new TempRun();
        using var writer = run.Open("aaaaaaaa");
        writer.Append([TempRun.Started(1)]);
        for (var i = 0; i < count; i += 500)
        {
            writer.Append([TempRun.Metrics(2 + i, "loss", TempRun.Curve(Math.Min(500, count - i), i))]);
        }

        writer.Append([TempRun.Ended(2 + count)]);
        return run;
    }
}
