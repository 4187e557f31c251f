using System.Text;
using ModelTracking.Artifacts;
using ModelTracking.Backends;
using ModelTracking.Diagnostics;

namespace ModelTracking.Tests.Artifacts;

public sealed class ArtifactTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly InMemoryBackend _memory = new();

    public void Dispose() => _folder.Dispose();

    private async Task<string> Text(Run run, string path)
    {
        using var reader = new StreamReader(await _memory.OpenArtifactAsync(run.Id, path));
        return await reader.ReadToEndAsync();
    }

    [Fact]
    public async Task A_file_may_be_overwritten_and_deleted_right_after_it_was_logged()
    {
        await using var client = Some.Client(_memory);
        var run = client.StartRun("iris");
        var file = _folder["model.zip"];
        File.WriteAllText(file, "first");
        run.LogArtifact(file);
        File.WriteAllText(file, "second");
        run.LogArtifact(file, new ArtifactOptions { Path = "models/last.zip", Step = 2, Caption = "the last one" });
        File.Delete(file);
        Assert.True((await run.FinishAsync()).IsComplete);

        Assert.Equal(("first", "second"), (await Text(run, "model.zip"), await Text(run, "models/last.zip")));
        var entry = (await _memory.GetRunAsync(run.Id))!.Artifacts[1];
        Assert.Equal(("application/zip", 2L, "the last one"), (entry.MediaType, entry.Step, entry.Caption));
    }

    [Fact]
    public async Task A_folder_is_stored_with_its_subfolders()
    {
        Directory.CreateDirectory(_folder["out/plots"]);
        File.WriteAllText(_folder["out/a.txt"], "a");
        File.WriteAllText(_folder["out/plots/b.txt"], "b");
        await using var client = Some.Client(_memory);
        var run = client.StartRun("iris");
        run.LogArtifact(_folder["out"]);
        run.LogArtifacts(_folder["out"], "copy");
        await run.FinishAsync();
        Assert.Equal(["copy/a.txt", "copy/plots/b.txt", "out/a.txt", "out/plots/b.txt"], (await _memory.GetRunAsync(run.Id))!.Artifacts.Select(a => a.Path));
    }

    [Fact]
    public async Task Text_bytes_streams_and_tables_are_stored()
    {
        await using var client = Some.Client(_memory);
        var run = client.StartRun("iris");
        run.LogText("grün", "a.txt");
        run.LogArtifact(Encoding.UTF8.GetBytes("bytes"), "b.bin");
        run.LogArtifact(new MemoryStream(Encoding.UTF8.GetBytes("stream")), "c.bin");
        run.LogTable("d.json", ["class", "f1"], [["benign", 0.5], ["malignant", double.NaN]]);
        await run.FinishAsync();
        Assert.Equal("grün", await Text(run, "a.txt"));
        Assert.Equal("bytes", await Text(run, "b.bin"));
        Assert.Equal("stream", await Text(run, "c.bin"));
        Assert.Equal("""{"columns":["class","f1"],"data":[["benign",0.5],["malignant","NaN"]]}""", await Text(run, "d.json"));
    }

    [Theory]
    [InlineData("../up.txt")]
    [InlineData("a/../../up.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\windows\\x.txt")]
    [InlineData("a\0b")]
    [InlineData("")]
    public async Task A_path_that_leaves_the_run_is_refused(string path)
    {
        await using var client = Some.Client(_memory);
        var run = client.StartRun("iris");
        run.LogText("x", path);
        var report = await run.FinishAsync();
        Assert.Equal(TroubleKind.InvalidKey, Assert.Single(report.Troubles).First.Kind);
        Assert.Empty((await _memory.GetRunAsync(run.Id))!.Artifacts);
    }

    [Fact]
    public async Task A_file_that_is_not_there_stands_in_the_report_and_throws_nothing()
    {
        await using var client = Some.Client(_memory);
        var run = client.StartRun("iris");
        run.LogArtifact(_folder["nothing.zip"]);
        Assert.Equal(TroubleKind.ArtifactFailed, Assert.Single((await run.FinishAsync()).Troubles).First.Kind);
    }

    [Fact]
    public void The_same_bytes_are_stored_once()
    {
        var store = new FileObjectStore(_folder["objects"]);
        var first = store.Put(new MemoryStream([1, 2, 3]), null, default);
        var second = store.Put(new MemoryStream([1, 2, 3]), null, default);
        Assert.Equal(first, second);
        Assert.Equal([first], store.Enumerate());
    }

    [Fact]
    public void Damaged_bytes_are_noticed_when_they_are_read()
    {
        var store = new FileObjectStore(_folder["objects"]);
        var stored = store.Put(new MemoryStream([1, 2, 3]), null, default);
        var file = Directory.EnumerateFiles(_folder["objects"], "*", SearchOption.AllDirectories).Single();
        File.WriteAllBytes(file, [1, 2, 4]);
        using var stream = store.OpenRead(stored.Hash);
        Assert.Throws<InvalidDataException>(() => stream.CopyTo(Stream.Null));
    }

    [Fact]
    public void Progress_is_told_while_a_large_stream_is_stored()
    {
        var told = new List<long>();
        var store = new FileObjectStore(_folder["objects"]);
        store.Put(new MemoryStream(new byte[3 << 20]), new Teller(told), default);
        Assert.Equal([1 << 20, 2 << 20, 3 << 20], told);
    }

    [Fact]
    public void A_large_file_that_is_written_to_while_it_waits_is_noticed()
    {
        var file = _folder["large.bin"];
        using (var stream = File.Create(file))
        {
            stream.SetLength(ArtifactSource.SnapshotLimit + 1);
        }

        var source = new ArtifactSource(file, new FileObjectStore(_folder["objects"]));
        File.AppendAllText(file, "more");
        if (UnlockedFile.IsSupported)
        {
            Assert.Throws<IOException>(() => source.Put(null));
        }
        else
        {
            Assert.Equal(ArtifactSource.SnapshotLimit + 1, source.Put(null).Length);
        }
    }

    private sealed class Teller(List<long> told) : IProgress<long>
    {
        public void Report(long value) => told.Add(value);
    }
}
