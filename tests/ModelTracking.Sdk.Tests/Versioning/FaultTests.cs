using ModelTracking.Artifacts;
using ModelTracking.Diagnostics;
using ModelTracking.Journal;
using ModelTracking.Tests.Journal;
using ModelTracking.Versioning;

namespace ModelTracking.Tests.Versioning;

/// <summary>Whatever stops a writer, every reference points to a whole commit, and the next writer goes on.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    private static void Work(VersionStore store)
    {
        var repository = store.Repository("churn");
        repository.Commit("one", c => c.Set("lr", 1).Model("m", "w.bin", s => s.WriteByte(1)));
        repository.Branch("b");
        repository.Commit("two", c => c.Set("lr", 2), "b");
        repository.Tag("v1");
        var commit = repository.Merge("b").Commit!;
        store.Models.Register("churn", commit, "champion").SetStage("staging");
        repository.DeleteBranch("b");
    }

    private void AssertWholeAndGoingOn()
    {
        var store = _store.Open();
        Assert.Empty(store.Verify());
        foreach (var reference in store.Repository("churn").Branches)
        {
            Assert.NotEmpty(store.Repository("churn").Log(reference.Name));
        }

        var commit = store.Repository("churn").Commit("after", c => c.Set("after", true));
        store.Models.Register("churn", commit);
        Assert.Equal("after", _store.Repository().Head()!.Message);
        Assert.Equal(commit.Id, _store.Open().Models.Get("churn").CommitId);
    }

    [Fact]
    public void A_log_that_ends_anywhere_is_a_log_of_what_came_before()
    {
        Work(_store.Open());
        var logs = Directory.GetFiles(Path.Combine(_store.Folder, "versions"), "*.log", SearchOption.AllDirectories).ToDictionary(f => f, File.ReadAllBytes);
        foreach (var (path, whole) in logs)
        {
            for (var length = 0; length < whole.Length; length += length % 7 == 0 ? 3 : 11)
            {
                File.WriteAllBytes(path, whole[..length]);
                AssertWholeAndGoingOn();
                foreach (var (file, bytes) in logs)
                {
                    File.WriteAllBytes(file, bytes);
                }
            }
        }
    }

    [Fact]
    public void A_disk_that_fails_at_any_step_leaves_whole_commits()
    {
        var steps = 0;
        for (var failAt = 1; failAt <= Math.Max(steps, 1); failAt++)
        {
            using var store = new TestStore();
            var files = new ModelTracking.Tests.Journal.FaultyFiles();
            if (steps == 0)
            {
                Work(store.Open(files));
                steps = files.Operations;
                failAt = 0;
                continue;
            }

            files.FailAt = failAt;
            files.Persistent = failAt % 2 == 0;
            Record.Exception(() => Work(store.Open(files)));
            Assert.True(files.Failures > 0);
            var again = store.Open();
            Assert.Empty(again.Verify());
            again.Repository("churn").Commit("after", c => c.Set("after", true));
            Assert.Equal("after", store.Repository().Head()!.Message);
            Assert.Empty(store.Open().Verify());
        }
    }

    [Fact]
    public void A_write_of_an_object_that_fails_moves_no_branch()
    {
        _store.Repository().Commit("root", c => c.Set("lr", 0));
        for (var failAt = 1; failAt <= 4; failAt++)
        {
            var left = failAt;
            var store = _store.Open(JournalFiles.Real, inner => new RefusingObjects(inner, () => --left == 0));
            Assert.Throws<IOException>(() => store.Repository("churn").Commit("two", c => c.Set("lr", 2).Model("m", "w.bin", s => s.WriteByte(7))));
            Assert.Equal("root", _store.Repository().Head()!.Message);
            Assert.Empty(_store.Open().Verify());
            Directory.Delete(_store.Objects, recursive: true);
            _store.Repository("other").Commit("fill", c => c.Set("x", failAt));
            File.Delete(_store.RepositoryLog);
            _store.Repository().Commit("root", c => c.Set("lr", 0));
            Directory.Delete(Path.Combine(_store.Folder, "versions", "repositories"), recursive: true);
            _store.Repository().Commit("root", c => c.Set("lr", 0));
        }
    }

    [Fact]
    public void A_flipped_bit_in_an_object_is_named_with_the_commits_it_touches()
    {
        var repository = _store.Repository();
        repository.Commit("root", c => c.Set("lr", 0));
        var touched = repository.Commit("with model", c => c.Model("m", "w.bin", s => s.Write([1, 2, 3])));
        var after = repository.Commit("after", c => c.Set("lr", 1));
        var hash = ((FileElement)touched.Tree.Find(TreePart.Model, "m/w.bin")!).Hash;
        var file = _store.ObjectPath(hash);
        File.WriteAllBytes(file, [1, 2, 2]);

        var problem = Assert.Single(_store.Open().Verify());
        Assert.Equal(hash, problem.Where);
        Assert.Equal([after.ToString(), touched.ToString()], problem.Touches);
        Assert.Throws<InvalidDataException>(() => repository.Checkout("main", _store["out"]));
        Assert.False(File.Exists(Path.Combine(_store["out"], "model", "m", "w.bin")));
        File.Delete(file);
        Assert.Contains("missing", Assert.Single(_store.Open().Verify()).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_commit_is_noticed_even_where_a_cache_has_it()
    {
        var commit = _store.Repository().Commit("root", c => c.Set("lr", 0));
        var bytes = File.ReadAllBytes(_store.ObjectPath(commit.Id));
        bytes[^3] ^= 1;
        File.WriteAllBytes(_store.ObjectPath(commit.Id), bytes);
        Assert.Equal(commit.Id, Assert.Single(_store.Open().Verify()).Where);
        Assert.Equal("root", _store.Repository().Head()!.Message);
    }

    [Fact]
    public void A_damaged_cache_shows_no_wrong_commit()
    {
        var repository = _store.Repository();
        repository.Commit("one", c => c.Set("lr", 1));
        repository.Commit("two", c => c.Set("lr", 2));
        var cache = Path.ChangeExtension(_store.RepositoryLog, ".cache");
        var text = File.ReadAllText(cache);
        File.WriteAllText(cache, text.Replace("\"one\"", "\"ONE\"", StringComparison.Ordinal));
        Assert.Equal(["two", "one"], _store.Repository().Log().Select(c => c.Message));
        File.Delete(cache);
        Assert.Equal(["two", "one"], _store.Repository().Log().Select(c => c.Message));
    }

    [Fact]
    public void A_damaged_line_of_a_log_stops_writing_until_it_is_set_aside()
    {
        var repository = _store.Repository();
        var first = repository.Commit("one", c => c.Set("lr", 1));
        repository.Branch("b");
        repository.Commit("two", c => c.Set("lr", 2));
        var lines = File.ReadAllLines(_store.RepositoryLog);
        lines[2] = lines[2].Replace("branch/b", "branch/x", StringComparison.Ordinal);
        File.WriteAllText(_store.RepositoryLog, string.Join('\n', lines) + "\n");

        var damaged = _store.Repository();
        Assert.Equal(["main"], damaged.Branches.Select(b => b.Name));
        Assert.Contains("damaged at byte", Assert.Throws<TrackingException>(() => damaged.Commit("three", c => c.Set("lr", 3))).Message, StringComparison.Ordinal);
        Assert.Contains(damaged.Verify(), p => p.Where == _store.RepositoryLog);
        damaged.Repair();
        Assert.Empty(damaged.Verify());
        damaged.Branch("b", first.Id);
        Assert.Equal(["b", "main"], _store.Repository().Branches.Select(b => b.Name));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(_store.RepositoryLog)!, "*.broken"));
        repository.Commit("three", c => c.Set("lr", 3));
    }

    private sealed class RefusingObjects(IObjectStore inner, Func<bool> refuse) : IObjectStore
    {
        public StoredObject Put(Stream content, IProgress<long>? progress, CancellationToken cancellationToken) =>
            refuse() ? throw new IOException("No space left on device.") : inner.Put(content, progress, cancellationToken);

        public string Snapshot(string path) => inner.Snapshot(path);

        public StoredObject Adopt(string snapshot, IProgress<long>? progress) => inner.Adopt(snapshot, progress);

        public bool Contains(string hash) => inner.Contains(hash);

        public bool Keep(string hash) => inner.Keep(hash);

        public Stream OpenRead(string hash) => inner.OpenRead(hash);
    }
}
