using ModelTracking.Artifacts;
using ModelTracking.Artifacts.Pieces;
using ModelTracking.Backends;
using ModelTracking.Tests.Versioning;
using ModelTracking.Versioning;

namespace ModelTracking.Tests.Artifacts;

/// <summary>Large files that share much are kept in pieces, each piece once.</summary>
public sealed class CompactTests : IDisposable
{
    private const int Length = 1 << 20;

    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    private static byte[] Noise(int seed, int length = Length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>A base with its last part trained on.</summary>
    private static byte[] FineTuned(int seed) => [.. Noise(1)[..(Length - 50_000)], .. Noise(seed, 50_000)];

    private Commit Commit(string name, byte[] weights) => _store.Repository().Commit(name, c => c.Model("net", "w.bin", s => s.Write(weights)));

    private static byte[] Read(Commit commit)
    {
        using var bytes = new MemoryStream();
        using var content = commit.Open("w.bin");
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string HashOf(Commit commit) => ((FileElement)commit.Tree.Find(TreePart.Model, "net/w.bin")!).Hash;

    private long Bytes => new DirectoryInfo(_store.Objects).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);

    [Fact]
    public void Fine_tuned_checkpoints_take_little_more_than_one_and_are_read_as_before()
    {
        var commits = Enumerable.Range(2, 5).Select(i => Commit($"{i}", FineTuned(i))).ToArray();
        var unrelated = Commit("other", Noise(99));
        var before = Bytes;
        var dry = _store.Files().Compact(dryRun: true);
        Assert.Equal(before, Bytes);
        var report = _store.Files().Compact();
        Assert.Equal(dry, report);
        Assert.Equal(5, report.Objects);
        Assert.InRange(report.BytesAfter, 1, report.BytesBefore * 0.4);
        Assert.InRange(before - Bytes, (long)((report.BytesBefore - report.BytesAfter) * 0.95), report.BytesBefore - report.BytesAfter);

        Assert.True(File.Exists(_store.ObjectPath(HashOf(unrelated))), "what shares nothing stays whole");
        Assert.False(File.Exists(_store.ObjectPath(HashOf(commits[0]))));
        for (var i = 0; i < commits.Length; i++)
        {
            Assert.Equal(FineTuned(i + 2), Read(_store.Repository().Resolve(commits[i].Id)));
        }

        Assert.Empty(_store.Open().Verify());
        Assert.Equal(0, _store.Files().Compact().Objects);
        Assert.Equal(HashOf(commits[0]), HashOf(Commit("again", FineTuned(2))));
        Assert.False(File.Exists(_store.ObjectPath(HashOf(commits[0]))), "bytes that are there in pieces are not stored once more");
    }

    [Fact]
    public void A_later_checkpoint_joins_the_pieces_that_are_there()
    {
        Commit("a", FineTuned(2));
        Commit("b", FineTuned(3));
        _store.Files().Compact();
        var late = Commit("c", FineTuned(4));
        var report = _store.Files().Compact();
        Assert.Equal(1, report.Objects);
        Assert.InRange(report.BytesAfter, 1, report.BytesBefore / 4);
        Assert.Equal(FineTuned(4), Read(_store.Repository().Resolve(late.Id)));
    }

    [Fact]
    public void Garbage_collection_keeps_the_pieces_of_what_it_keeps_and_takes_the_rest()
    {
        var kept = Commit("kept", FineTuned(2));
        var repository = _store.Repository();
        repository.Branch("side");
        repository.Branch("side").Commit("dropped", c => c.Model("net", "w.bin", s => s.Write(FineTuned(3))));
        _store.Files().Compact();
        var before = Directory.GetFiles(_store.Objects, "*", SearchOption.AllDirectories).Length;
        repository.DeleteBranch("side");
        foreach (var file in Directory.GetFiles(_store.Objects, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, _store.Time.GetUtcNow().UtcDateTime.AddDays(-60));
        }

        _store.Time.Advance(TimeSpan.FromDays(60));
        _store.Files().CollectGarbage(TimeSpan.FromDays(30));
        Assert.InRange(Directory.GetFiles(_store.Objects, "*", SearchOption.AllDirectories).Length, 1, before - 1);
        Assert.Equal(FineTuned(2), Read(_store.Repository().Resolve(kept.Id)));
        Assert.Empty(_store.Open().Verify());
    }

    [Fact]
    public void A_damaged_or_missing_piece_is_named()
    {
        var commit = Commit("a", FineTuned(2));
        Commit("b", FineTuned(3));
        _store.Files().Compact();
        var piece = PieceList.TryRead(_store.ObjectPath(HashOf(commit)) + PieceList.Extension)![3];
        var bytes = File.ReadAllBytes(_store.ObjectPath(piece.Hash));
        bytes[7] ^= 4;
        File.WriteAllBytes(_store.ObjectPath(piece.Hash), bytes);
        Assert.Throws<InvalidDataException>(() => Read(commit));
        Assert.Contains(_store.Open().Verify(), p => p.Where == HashOf(commit));
        File.Delete(_store.ObjectPath(piece.Hash));
        Assert.Throws<FileNotFoundException>(() => Read(commit));
        File.WriteAllText(_store.ObjectPath(HashOf(commit)) + PieceList.Extension, "nonsense");
        Assert.Contains("damaged", Assert.Throws<InvalidDataException>(() => Read(commit)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cutting_is_the_same_wherever_a_stretch_lies_and_loses_nothing()
    {
        var shared = Noise(5, 3 << 20);
        var (one, two) = (Cut([.. Noise(6, 1000), .. shared]), Cut([.. Noise(7, 77_777), .. shared]));
        Assert.Equal([.. Noise(6, 1000), .. shared], one.SelectMany(p => p));
        var pieces = two.Select(Convert.ToBase64String).ToHashSet();
        Assert.InRange(one.Where(p => pieces.Contains(Convert.ToBase64String(p))).Sum(p => p.Length), shared.Length * 0.9, shared.Length);
        Assert.Empty(Cut([]));
    }

    private static List<byte[]> Cut(byte[] bytes)
    {
        var pieces = new List<byte[]>();
        ContentCutter.Cut(new MemoryStream(bytes), 4 << 20, p => pieces.Add(p.ToArray()));
        return pieces;
    }
}
