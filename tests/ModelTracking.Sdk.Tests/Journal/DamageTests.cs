using ModelTracking.Journal;
using ModelTracking.Records;

namespace ModelTracking.Tests.Journal;

public sealed class DamageTests
{
    private const string Segment = "aaaaaaaa-1.seg";

    [Fact]
    public void Every_length_of_a_cut_segment_reads_as_the_whole_frames_before_the_cut()
    {
        using var run = SmallRun(out var ends);
        var bytes = File.ReadAllBytes(run.PathOf(Segment));
        var all = run.ReadAll();
        for (var length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(run.PathOf(Segment), bytes[..length]);
            var expected = ends.Where(e => e.Offset <= length).Select(e => e.Sequence).LastOrDefault();

            Assert.Equal(all.Where(t => t.Sequence <= expected), run.ReadAll());
        }
    }

    [Fact]
    public void Every_flipped_bit_of_a_segment_is_noticed_or_harmless()
    {
        using var run = SmallRun(out _);
        var all = run.ReadAll();
        EveryFlip(run, Segment, (reader, problems) =>
        {
            var read = Told.From(reader.ReadRecords(run.Folder));
            Assert.True(read.Count < all.Count && all.Take(read.Count).SequenceEqual(read));
            Assert.NotEmpty(problems);
            _ = reader.ReadSummary(run.Folder);
        });
    }

    [Fact]
    public void Every_flipped_bit_of_a_sealed_file_is_noticed_or_harmless()
    {
        using var run = SmallRun(out _);
        Assert.Equal(SealOutcome.Sealed, run.Seal());
        var all = run.ReadAll();
        var known = all.ToHashSet();
        EveryFlip(run, "run.sealed", (reader, problems) =>
        {
            var read = Told.From(reader.ReadRecords(run.Folder));
            Assert.True(known.IsSupersetOf(read));
            Assert.True(read.Count == all.Count || problems.Count > 0);
            var told = reader.ReadSummary(run.Folder);
            Assert.True(told is null || told.Positions.Single().Sequence == 8);
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0xFF)]
    [InlineData(0x4D)]
    public void A_tail_that_is_no_frame_is_reported_and_everything_before_it_read(byte filler)
    {
        using var run = SmallRun(out _);
        var all = run.ReadAll();
        using (var file = new FileStream(run.PathOf(Segment), FileMode.Append))
        {
            file.Write(Enumerable.Repeat(filler, 5000).ToArray());
        }

        Assert.Equal(all, run.ReadAll());
        Assert.Equal(5000, Assert.Single(run.Problems).Bytes);
    }

    [Fact]
    public void An_empty_segment_and_one_with_nothing_but_a_header_hide_nothing()
    {
        using var run = SmallRun(out _);
        var all = run.ReadAll();
        var bytes = File.ReadAllBytes(run.PathOf(Segment));
        using var frames = new FrameReader(JournalFiles.Real.OpenRead(run.PathOf(Segment)), "x");
        Assert.True(frames.Read());
        File.WriteAllBytes(run.PathOf("bbbbbbbb-1.seg"), []);
        File.WriteAllBytes(run.PathOf("cccccccc-1.seg"), bytes[..(int)frames.NextOffset]);

        Assert.Equal(all, run.ReadAll());
        Assert.EndsWith("bbbbbbbb-1.seg", Assert.Single(run.Problems).File);
    }

    [Fact]
    public void The_torn_tail_of_a_live_writer_is_normal()
    {
        using var run = new TempRun();
        using var writer = run.Open("aaaaaaaa");
        writer.Append([TempRun.Started(1)]);
        using (var file = new FileStream(run.PathOf(Segment), FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Write([1, 2, 3]);
        }

        Assert.Single(run.ReadAll());
        Assert.Equal(RunStatus.Running, run.Reader.ReadSummary(run.Folder)!.Status);
        Assert.Empty(run.Problems);
    }

    [Fact]
    public void A_newer_format_is_refused_with_what_to_do()
    {
        using var run = SmallRun(out _);
        var bytes = File.ReadAllBytes(run.PathOf(Segment));
        bytes[4] = 2;
        BitConverter.TryWriteBytes(bytes.AsSpan(24), Crc.Compute(bytes.AsSpan(0, 24)));
        File.WriteAllBytes(run.PathOf(Segment), bytes);

        var refused = Assert.Throws<JournalVersionException>(() => run.Reader.ReadSummary(run.Folder));
        Assert.Contains("Update the ModelTracking packages", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Update", Assert.Single(new JournalDoctor(run.Files, TimeProvider.System).Check(run.Folder)).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Frames_of_an_unknown_kind_are_passed_over_and_keep_a_run_from_being_sealed()
    {
        using var run = SmallRun(out _);
        var all = run.ReadAll();
        var buffer = new ByteBuffer();
        var start = buffer.BeginFrame();
        buffer.Write("from the future"u8);
        buffer.EndFrame(start, (FrameType)99, 0, 0);
        File.AppendAllBytes(run.PathOf(Segment), buffer.Written.ToArray());

        Assert.Equal(all, run.ReadAll());
        Assert.Equal(SealOutcome.NewerContent, run.Seal());
    }

    [Fact]
    public void Records_of_an_unknown_kind_are_kept_through_reading_and_sealing()
    {
        using var run = new TempRun();
        const string Json = """{"type":"hologram","seq":2,"time":"2026-01-02T03:04:05+00:00","depth":3}""";
        var unknown = RecordLines.Parse(System.Text.Encoding.UTF8.GetBytes(Json), 2);
        Assert.Equal("hologram", Assert.IsType<UnknownRecord>(unknown).Kind);
        run.Write("aaaaaaaa", TempRun.Started(1), unknown, TempRun.Ended(3));
        var before = run.ReadAll();

        Assert.Equal(SealOutcome.Sealed, run.Seal());

        Assert.Contains("\"depth\":3", before[1].Text, StringComparison.Ordinal);
        Assert.Equal(before, run.ReadAll());
    }

    [Fact]
    public void Segments_of_another_run_are_left_out_and_reported()
    {
        using var run = SmallRun(out _);
        var all = run.ReadAll();
        using (var other = JournalWriter.Open(run.Folder, RunId.New(), "ffffffff", run.Files))
        {
            other.Append([TempRun.Started(1)]);
        }

        Assert.Equal(all, run.ReadAll());
        Assert.Contains("belongs to run", Assert.Single(run.Problems).What, StringComparison.Ordinal);
    }

    [Fact]
    public void The_checksum_is_the_crc_32c_that_others_compute() => Assert.Equal(0xE3069283, Crc.Compute("123456789"u8));

    private static void EveryFlip(TempRun run, string name, Action<RunJournal, List<JournalProblem>> check)
    {
        var bytes = File.ReadAllBytes(run.PathOf(name));
        var problems = new List<JournalProblem>();
        var reader = new RunJournal(new OneFile(name, bytes), TimeProvider.System, problems.Add);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            problems.Clear();
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            check(reader, problems);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    private static TempRun SmallRun(out List<(long Offset, long Sequence)> ends)
    {
        var run = new TempRun();
        run.Write(
            "aaaaaaaa",
            TempRun.Started(1),
            TempRun.Metrics(2, "loss", TempRun.Curve(3)),
            TempRun.Metrics(5, new MetricKey("acc", "train"), new MetricPoint(0.1, 1, 2), new MetricPoint(double.NaN, MetricPoint.NoStep, 3)),
            TempRun.Param(7, "lr", ParamValue.Of(0.5)),
            TempRun.Ended(8));
        ends = [];
        using var source = JournalFiles.Real.OpenRead(run.PathOf(Segment));
        using var frames = new FrameReader(source, "x");
        while (frames.Read())
        {
            if (frames.Header.RecordCount > 0)
            {
                ends.Add((frames.NextOffset, frames.Header.LastSequence));
            }
        }

        return run;
    }
}
