using Microsoft.Extensions.Time.Testing;
using ModelTracking.Journal;
using ModelTracking.Records;

namespace ModelTracking.Tests.Journal;

public sealed class ResumeTests
{
    [Fact]
    public void Two_processes_write_one_run_side_by_side()
    {
        using var run = new TempRun();
        using var first = run.Open("aaaaaaaa");
        using var second = run.Open("bbbbbbbb");
        first.Append([TempRun.Started(1), TempRun.Metrics(2, new MetricKey("loss", "rank=0"), TempRun.Curve(5))]);
        second.Append([TempRun.Metrics(1, new MetricKey("loss", "rank=1"), TempRun.Curve(7))]);
        first.Append([TempRun.Ended(7)]);

        var summary = run.Reader.ReadSummary(run.Folder)!;
        Assert.Equal([5L, 7L], summary.Metrics.Select(m => m.Count));
        Assert.Equal(RunStatus.Running, summary.Status);
        Assert.Equal([new WriterPosition("aaaaaaaa", 7), new WriterPosition("bbbbbbbb", 7)], summary.Positions);
    }

    // The writer's name is made up, so by name alone the first would come last in half of all runs.
    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(-3600, false)]
    [InlineData(-3600, true)]
    public void Who_writes_later_has_the_last_word_also_where_the_clock_stands_or_was_set_back(int secondsLater, bool sealedBetween)
    {
        using var run = new TempRun();
        var clock = new FakeTimeProvider(TempRun.Start);
        run.Write("bbbbbbbb", clock, TempRun.Started(1), Tag(2, "first"), TempRun.Ended(3));
        if (sealedBetween)
        {
            Assert.Equal(SealOutcome.Sealed, run.Seal());
        }

        run.Write("aaaaaaaa", new FakeTimeProvider(TempRun.Start.AddSeconds(secondsLater)), Tag(1, "second"), TempRun.Ended(2));
        Assert.Equal("second", run.Reader.ReadSummary(run.Folder)!.Tags["owner"]);
        Assert.Equal(SealOutcome.Sealed, run.Seal());
        Assert.Equal("second", run.Reader.ReadSummary(run.Folder)!.Tags["owner"]);

        static TagSet Tag(long sequence, string value) => new("owner", value) { Sequence = sequence, Time = TempRun.Start };
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_step_that_is_logged_again_after_a_resume_counts_once(bool sealedBetween)
    {
        using var run = new TempRun();
        run.Write("aaaaaaaa", TempRun.Started(1), Points(2, 1.0, 0, 1, 2, 3, 4, 5), TempRun.Ended(8));
        if (sealedBetween)
        {
            Assert.Equal(SealOutcome.Sealed, run.Seal());
        }

        run.Write("bbbbbbbb", Resumed(1, null, ("aaaaaaaa", 8)), Points(2, 2.0, 4, 5, 6), TempRun.Ended(5));
        Check();
        Assert.Equal(SealOutcome.Sealed, run.Seal());
        Check();
        Assert.Empty(run.Problems);

        void Check()
        {
            Assert.Equal([(0L, 1.0), (1L, 1.0), (2L, 1.0), (3L, 1.0), (4L, 2.0), (5L, 2.0), (6L, 2.0)], Visible(run));
            var summary = run.Reader.ReadSummary(run.Folder)!;
            Assert.Equal((7, RunStatus.Finished), ((int)summary.Metrics.Single().Count, summary.Status));
            Assert.Equal(7, run.Reader.ReadBuckets(run.Folder, "loss", 100).Length);
        }
    }

    [Fact]
    public void Resuming_from_a_checkpoint_takes_later_points_back_but_none_without_a_step()
    {
        using var run = new TempRun();
        run.Write("aaaaaaaa", TempRun.Started(1), Points(2, 1.0, MetricPoint.NoStep, 0, 1, 2, 3), TempRun.Ended(7));
        run.Write("bbbbbbbb", Resumed(1, 1, ("aaaaaaaa", 7)), Points(2, 2.0, MetricPoint.NoStep, 2), TempRun.Ended(4));

        Assert.Equal([(MetricPoint.NoStep, 1.0), (MetricPoint.NoStep, 2.0), (0L, 1.0), (1L, 1.0), (2L, 2.0)], Visible(run));
    }

    [Fact]
    public void Points_logged_after_the_superseded_position_stay()
    {
        using var run = new TempRun();
        run.Write("aaaaaaaa", TempRun.Started(1), Points(2, 1.0, 1, 2, 3));
        run.Write("bbbbbbbb", Resumed(1, 0, ("aaaaaaaa", 3)));

        Assert.Equal([(3L, 1.0)], Visible(run));
    }

    [Fact]
    public void A_series_that_the_new_writer_never_logs_stays_as_it_was()
    {
        using var run = new TempRun();
        run.Write("aaaaaaaa", TempRun.Started(1), Points(2, 1.0, 1, 2));
        run.Write("bbbbbbbb", Resumed(1, null, ("aaaaaaaa", 3)), TempRun.Metrics(2, "other", new MetricPoint(5, 1, 1)));

        Assert.Equal([(1L, 1.0), (2L, 1.0)], Visible(run));
    }

    [Fact]
    public void A_follower_still_sees_every_record_of_a_resumed_run_before_it_is_sealed()
    {
        using var run = new TempRun();
        run.Write("aaaaaaaa", TempRun.Started(1), Points(2, 1.0, 1, 2));
        run.Write("bbbbbbbb", Resumed(1, 0, ("aaaaaaaa", 3)), Points(2, 2.0, 1));

        Assert.Equal(5, run.ReadAll().Count);
    }

    [Fact]
    public void A_resumed_run_takes_its_end_from_the_new_writer()
    {
        using var run = new TempRun();
        run.Write("aaaaaaaa", TempRun.Started(1));
        Assert.Equal(RunStatus.Crashed, run.Reader.ReadSummary(run.Folder)!.Status);
        using (var writer = run.Open("bbbbbbbb"))
        {
            writer.Append([Resumed(1, null, ("aaaaaaaa", 1))]);
            Assert.Equal(RunStatus.Running, run.Reader.ReadSummary(run.Folder)!.Status);
            writer.Append([TempRun.Ended(2)]);
        }

        Assert.Equal(RunStatus.Finished, run.Reader.ReadSummary(run.Folder)!.Status);
    }

    [Fact]
    public void A_writer_that_comes_back_goes_on_with_its_own_numbers()
    {
        using var run = new TempRun();
        run.Write("aaaaaaaa", TempRun.Started(1), Points(2, 1.0, 1, 2));
        using (var again = run.Open("aaaaaaaa"))
        {
            Assert.Equal(3, again.LastSequence);
            again.Append([Points(2, 1.0, 1, 2, 3)]);
        }

        Assert.Equal(["aaaaaaaa-1.seg", "aaaaaaaa-2.seg"], run.Names());
        Assert.Equal([(1L, 1.0), (2L, 1.0), (3L, 1.0)], Visible(run));
    }

    private static RunResumed Resumed(long sequence, long? truncate, params (string Writer, long Sequence)[] positions) =>
        new([.. positions.Select(p => new WriterPosition(p.Writer, p.Sequence))])
        {
            Sequence = sequence,
            Time = TempRun.Start.AddMinutes(1),
            TruncateAfterStep = truncate,
        };

    private static MetricsLogged Points(long sequence, double value, params long[] steps) =>
        TempRun.Metrics(sequence, "loss", [.. steps.Select(s => new MetricPoint(value, s, sequence))]);

    private static IEnumerable<(long Step, double Value)> Visible(TempRun run) =>
        run.Reader.ReadPoints(run.Folder, "loss").Select(p => (p.RawStep, p.Value));
}
