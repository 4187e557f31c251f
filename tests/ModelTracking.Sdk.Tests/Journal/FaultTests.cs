using ModelTracking.Journal;
using ModelTracking.Records;

namespace ModelTracking.Tests.Journal;

public sealed class FaultTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whichever_step_of_writing_fails_nothing_is_lost_that_was_accepted(bool persistent)
    {
        for (var failAt = 1; ; failAt++)
        {
            var files = new FaultyFiles { FailAt = failAt, Persistent = persistent };
            using var run = new TempRun { Files = files };
            var records = Records();
            var accepted = 0L;
            var synced = 0L;
            using (var writer = run.Open("aaaaaaaa", new JournalWriterOptions { SegmentBytes = 900 }))
            {
                foreach (var record in records)
                {
                    // The delivery loop's retry: the same batch again until it is taken.
                    for (var attempt = 0; !Try(() => writer.Append([record]), files, attempt); attempt++)
                    {
                        Assert.Equal(Expected(records, accepted), run.ReadAll());
                    }

                    accepted = record.Sequence + record.Count - 1;
                    Assert.Equal(accepted, writer.LastSequence);
                    Assert.Equal(Expected(records, accepted), run.ReadAll());
                    if (record.Sequence % 3 == 0)
                    {
                        for (var attempt = 0; !Try(writer.Sync, files, attempt); attempt++)
                        {
                        }

                        synced = writer.SyncedSequence;
                        Assert.Equal(accepted, synced);
                    }
                }
            }

            Assert.Equal(Expected(records, accepted), run.ReadAll());
            if (files.Failures == 0)
            {
                Assert.True(failAt > 15, "the scenario must have had many steps");
                break;
            }
        }
    }

    [Fact]
    public void What_a_failed_sync_put_in_doubt_is_written_again_elsewhere()
    {
        var files = new FaultyFiles();
        using var run = new TempRun { Files = files };
        using var writer = run.Open("aaaaaaaa");
        writer.Append([TempRun.Started(1)]);
        writer.Sync();
        writer.Append([TempRun.Metrics(2, "loss", TempRun.Curve(10))]);
        var before = run.ReadAll();
        files.FailAt = files.Operations + 1;
        Assert.Throws<IOException>(writer.Sync);
        writer.Sync();

        // The system may drop what it could not write: the first segment goes back to what was synced.
        File.Delete(run.PathOf("aaaaaaaa-1.seg"));
        Assert.Equal(before.Skip(1), run.ReadAll());
        Assert.Equal(11, writer.SyncedSequence);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Whichever_step_of_sealing_fails_the_run_stays_whole_and_can_be_sealed_later(bool persistent, bool resealed)
    {
        for (var failAt = 1; ; failAt++)
        {
            var files = new FaultyFiles();
            using var run = new TempRun { Files = files };
            run.Write("aaaaaaaa", [.. Records(), TempRun.Ended(100)]);
            if (resealed)
            {
                Assert.Equal(SealOutcome.Sealed, run.Seal());
                run.Write("bbbbbbbb", new RunResumed([new WriterPosition("aaaaaaaa", 100)]) { Sequence = 1, Time = TempRun.Start }, TempRun.Ended(2));
            }

            var all = run.ReadAll();
            files.FailAt = files.Operations + failAt;
            files.Persistent = persistent;
            try
            {
                run.Seal();
            }
            catch (IOException)
            {
                Assert.Equal(all, run.ReadAll());
                Assert.Equal(RunStatus.Finished, run.Reader.ReadSummary(run.Folder)!.Status);
            }

            var hasFailed = files.Failures > 0;
            files.Heal();
            Assert.Equal(all, run.ReadAll());
            run.Seal();
            Assert.Equal(["run.sealed"], run.Names());
            Assert.Equal(all, run.ReadAll());
            if (!hasFailed)
            {
                Assert.True(failAt > 5, "sealing must have had many steps");
                break;
            }
        }
    }

    [Fact]
    public void A_batch_that_comes_twice_is_written_once()
    {
        using var run = new TempRun();
        using var writer = run.Open("aaaaaaaa");
        var batch = new TrackingRecord[] { TempRun.Started(1), TempRun.Metrics(2, "loss", TempRun.Curve(10)) };
        writer.Append(batch);
        var length = new FileInfo(run.PathOf("aaaaaaaa-1.seg")).Length;
        writer.Append(batch);
        Assert.Equal((11, length), (writer.LastSequence, new FileInfo(run.PathOf("aaaaaaaa-1.seg")).Length));
        writer.Append([TempRun.Metrics(2, "loss", TempRun.Curve(20))]);

        Assert.Equal(21, run.ReadAll().Count);
        Assert.Equal(TempRun.Curve(20), run.Reader.ReadPoints(run.Folder, "loss"));
    }

    [Fact]
    public void A_writer_whose_syncs_keep_failing_refuses_more_than_it_can_keep()
    {
        var files = new FaultyFiles();
        using var run = new TempRun { Files = files };
        using var writer = run.Open("aaaaaaaa", new JournalWriterOptions { UnsyncedBytes = 2_000 });
        files.FailAt = int.MaxValue;
        writer.Append([TempRun.Metrics(1, "a", TempRun.Curve(100))]);
        files.FailAt = files.Operations + 2;
        files.Persistent = true;
        writer.Append([TempRun.Metrics(101, "a", TempRun.Curve(500))]);
        Assert.Throws<IOException>(() => writer.Append([TempRun.Metrics(601, "a", TempRun.Curve(500))]));
        files.Heal();
        writer.Append([TempRun.Metrics(601, "a", TempRun.Curve(500))]);

        Assert.Equal(1100, run.ReadAll().Count);
    }

    private static bool Try(Action action, FaultyFiles files, int attempt)
    {
        try
        {
            action();
            return true;
        }
        catch (IOException)
        {
            if (attempt == 2)
            {
                files.Heal();
            }

            return false;
        }
    }

    private static List<Told> Expected(List<TrackingRecord> records, long upTo) =>
        [.. Told.From("aaaaaaaa", records).Where(t => t.Sequence <= upTo)];

    private static List<TrackingRecord> Records() => RecordArbitraries.Number(
    [
        TempRun.Started(0),
        TempRun.Metrics(0, "loss", TempRun.Curve(20)),
        TempRun.Param(0, "lr", ParamValue.Of(0.1)),
        TempRun.Metrics(0, "acc", TempRun.Curve(30)),
        TempRun.Metrics(0, "loss", TempRun.Curve(20, 20)),
        TempRun.Param(0, "batch", ParamValue.Of(32)),
        TempRun.Metrics(0, "loss", TempRun.Curve(19, 40)),
        TempRun.Param(0, "seed", ParamValue.Of(1)),
        TempRun.Metrics(0, "time", TempRun.Curve(5)),
        TempRun.Param(0, "end", ParamValue.Of(true)),
    ]);
}
