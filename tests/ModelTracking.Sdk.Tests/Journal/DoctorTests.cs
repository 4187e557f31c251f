using ModelTracking.Journal;
using ModelTracking.Records;

namespace ModelTracking.Tests.Journal;

public sealed class DoctorTests
{
    private const string Segment = "aaaaaaaa-1.seg";

    [Fact]
    public void A_healthy_sealed_run_has_nothing_to_report()
    {
        using var run = new TempRun();
        run.Write("aaaaaaaa", TempRun.Started(1), TempRun.Ended(2));
        run.Seal();

        Assert.Empty(Doctor(run).Check(run.Folder));
        Assert.Empty(Doctor(run).Repair(run.Folder));
    }

    [Fact]
    public void Repair_keeps_the_bad_tail_beside_the_segment_and_cuts_it_off()
    {
        using var run = new TempRun();
        run.Write("aaaaaaaa", TempRun.Started(1), TempRun.Metrics(2, "loss", TempRun.Curve(10)));
        var good = File.ReadAllBytes(run.PathOf(Segment));
        File.WriteAllBytes(run.PathOf(Segment), [.. good, 1, 2, 3]);
        File.WriteAllText(run.PathOf("run.sealed.12345678.tmp"), "half");
        File.WriteAllText(run.PathOf("aaaaaaaa.lock"), "");

        Assert.Equal(3, Doctor(run).Check(run.Folder).Count);
        Assert.Equal([Segment, "aaaaaaaa.lock", "run.sealed.12345678.tmp"], run.Names());
        Assert.Equal(3, Doctor(run).Repair(run.Folder).Count);

        Assert.Equal([Segment, Segment + ".broken"], run.Names());
        Assert.Equal(good, File.ReadAllBytes(run.PathOf(Segment)));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(run.PathOf(Segment + ".broken")));
        Assert.Empty(Doctor(run).Check(run.Folder));
    }

    [Fact]
    public void Repair_seals_a_run_that_has_ended()
    {
        using var run = new TempRun();
        run.Write("aaaaaaaa", TempRun.Started(1), TempRun.Ended(2));

        Assert.Contains("not sealed", Assert.Single(Doctor(run).Check(run.Folder)).What, StringComparison.Ordinal);
        Assert.Equal("It was sealed.", Assert.Single(Doctor(run).Repair(run.Folder)).Remedy);
        Assert.Equal(["run.sealed"], run.Names());
    }

    [Fact]
    public void Repair_seals_a_crashed_run_only_when_asked()
    {
        using var run = new TempRun();
        run.Write("aaaaaaaa", TempRun.Started(1));

        Assert.Empty(Doctor(run).Repair(run.Folder));
        Assert.Single(Doctor(run).Repair(run.Folder, sealCrashed: true));
        Assert.Equal(["run.sealed"], run.Names());
    }

    [Fact]
    public void Repair_never_touches_what_a_live_writer_writes()
    {
        using var run = new TempRun();
        using var writer = run.Open("aaaaaaaa");
        writer.Append([TempRun.Started(1), TempRun.Ended(2)]);
        using (var file = new FileStream(run.PathOf(Segment), FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Write([1, 2, 3]);
        }

        var before = File.ReadAllBytes(run.PathOf(Segment));
        Assert.Empty(Doctor(run).Repair(run.Folder));
        Assert.Equal(before, File.ReadAllBytes(run.PathOf(Segment)));
        Assert.Equal(["aaaaaaaa-1.seg", "aaaaaaaa.lock"], run.Names());
    }

    [Fact]
    public void A_segment_without_a_readable_header_is_set_aside_whole()
    {
        using var run = new TempRun();
        run.Write("aaaaaaaa", TempRun.Started(1));
        File.WriteAllBytes(run.PathOf("bbbbbbbb-1.seg"), new byte[100]);

        Assert.Single(Doctor(run).Repair(run.Folder));
        Assert.Equal([Segment, "bbbbbbbb-1.seg.broken"], run.Names());
    }

    [Fact]
    public void Missing_records_are_named()
    {
        using var run = new TempRun();
        run.Write("aaaaaaaa", TempRun.Started(1));
        run.Write("aaaaaaaa", TempRun.Param(2, "a", ParamValue.Of(1)));
        run.Write("aaaaaaaa", TempRun.Param(3, "b", ParamValue.Of(1)));
        File.Delete(run.PathOf("aaaaaaaa-2.seg"));

        Assert.Contains("Records 2 to 2", Assert.Single(Doctor(run).Check(run.Folder)).What, StringComparison.Ordinal);
    }

    private static JournalDoctor Doctor(TempRun run) => new(run.Files, TimeProvider.System);
}
