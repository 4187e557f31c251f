using Microsoft.Extensions.Time.Testing;
using ModelTracking.Journal;
using ModelTracking.Records;

namespace ModelTracking.Tests.Journal;

public sealed class LivenessTests
{
    [Fact]
    public void A_run_whose_writer_died_without_a_word_has_crashed()
    {
        using var run = new TempRun();
        using (var writer = run.Open("aaaaaaaa"))
        {
            writer.Append([TempRun.Started(1)]);
            Assert.Equal(RunStatus.Running, run.Reader.ReadSummary(run.Folder)!.Status);
            Assert.True(run.Reader.IsLive(run.Folder));
        }

        Assert.Equal(RunStatus.Crashed, run.Reader.ReadSummary(run.Folder)!.Status);
        Assert.Equal(["aaaaaaaa-1.seg"], run.Names());
    }

    [Fact]
    public void A_lock_that_nobody_holds_on_this_machine_is_a_dead_one()
    {
        using var run = new TempRun();
        run.Write("aaaaaaaa", TempRun.Started(1));
        WriteLock(run, Environment.MachineName);

        Assert.Equal(RunStatus.Crashed, run.Reader.ReadSummary(run.Folder)!.Status);
    }

    [Fact]
    public void A_writer_on_another_machine_lives_while_its_heart_beats()
    {
        using var run = new TempRun();
        run.Write("aaaaaaaa", TempRun.Started(1));
        WriteLock(run, "another-machine");
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var reader = new RunJournal(run.Files, time);

        Assert.Equal(RunStatus.Running, reader.ReadSummary(run.Folder)!.Status);
        Assert.Equal(SealOutcome.Live, Sealer.Seal(run.Folder, run.Files, time, evenIfCrashed: true));
        time.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(RunStatus.Crashed, reader.ReadSummary(run.Folder)!.Status);
    }

    [Fact]
    public void A_heartbeat_moves_the_lock_files_time()
    {
        using var run = new TempRun();
        var time = new FakeTimeProvider(new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var writer = run.Open("aaaaaaaa", new JournalWriterOptions { Time = time });
        writer.Heartbeat();

        Assert.Equal(time.GetUtcNow().UtcDateTime, File.GetLastWriteTimeUtc(run.PathOf("aaaaaaaa.lock")));
    }

    [Fact]
    public void A_second_process_cannot_take_the_same_writers_lock()
    {
        using var run = new TempRun();
        using var writer = run.Open("aaaaaaaa");

        Assert.Throws<IOException>(() => run.Open("aaaaaaaa"));
    }

    [Fact]
    public void A_sealed_run_that_had_crashed_still_says_so()
    {
        using var run = new TempRun();
        run.Write("aaaaaaaa", TempRun.Started(1));

        Assert.Equal(SealOutcome.NotEnded, run.Seal());
        Assert.Equal(SealOutcome.Sealed, run.Seal(evenIfCrashed: true));
        Assert.Equal(RunStatus.Crashed, run.Reader.ReadSummary(run.Folder)!.Status);
    }

    private static void WriteLock(TempRun run, string host)
    {
        using var other = new TempRun();
        using var writer = other.Open("aaaaaaaa", new JournalWriterOptions { Host = host });
        writer.Append([TempRun.Started(1)]);
        var owner = SegmentFile.Open("x", 1, JournalFiles.Real.OpenRead(other.PathOf("aaaaaaaa-1.seg")))!.Header;
        File.WriteAllText(run.PathOf("aaaaaaaa.lock"), System.Text.Json.JsonSerializer.Serialize(owner, JournalJson.Default.SegmentHeader));
    }
}
