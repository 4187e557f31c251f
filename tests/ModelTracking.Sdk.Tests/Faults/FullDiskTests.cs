using System.Diagnostics;
using ModelTracking.Backends;
using ModelTracking.Diagnostics;

namespace ModelTracking.Tests.Faults;

/// <summary>A disk that really is full: a file system of two megabytes, filled to the brim by somebody else.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly bool _mounted;

    public FullDiskTests() => _mounted = OperatingSystem.IsLinux() && Call("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", _folder.Path);

    public void Dispose()
    {
        if (_mounted)
        {
            Call("umount", "--lazy", _folder.Path);
        }

        _folder.Dispose();
    }

    [SkippableFact]
    public async Task A_run_on_a_full_disk_goes_on_when_there_is_room_again_and_has_everything()
    {
        Skip.IfNot(_mounted, "A small file system can be mounted here only on Linux, by the superuser.");
        await using var client = Some.Client(
            o =>
            {
                o.Delivery.FirstRetryDelay = TimeSpan.FromMilliseconds(1);
                o.Delivery.MaxRetryDelay = TimeSpan.FromMilliseconds(5);
            },
            new FileBackend(_folder.Path));
        var run = client.StartRun("iris");
        run.LogMetric("loss", 0, 0);
        Assert.True((await run.FlushAsync()).IsComplete);

        Fill();
        var random = new Random(1);
        for (var i = 1; i < 20_000; i++)
        {
            run.LogMetric("loss", random.NextDouble(), i);
        }

        run.LogText("too late", "note.txt");
        var full = await run.FlushAsync();
        Assert.True(full.Pending > 0);
        Assert.Contains(full.Troubles, t => t.First.Kind == TroubleKind.WriteFailed && t.First.Remedy.Contains("make room", StringComparison.Ordinal));

        File.Delete(_folder["somebody-else"]);
        run.LogText("in time", "note.txt");

        // While the last try has failed a flush answers at once; the next try is a few milliseconds away.
        for (var flushes = 0; (await run.FlushAsync()).Pending > 0; flushes++)
        {
            Assert.True(flushes < 100_000);
        }

        var report = await run.FinishAsync();
        Assert.Equal(0, report.Pending + report.Dropped);
        await client.DisposeAsync();

        var store = FileStore.Open(_folder.Path);
        Assert.Equal(Enumerable.Range(0, 20_000).Select(i => (long?)i), (await store.Reader.ReadPointsAsync(run.Id, "loss")).Select(p => p.Step));
        Assert.Empty(store.Check(withArtifacts: true));
        using var note = new StreamReader(await store.Reader.OpenArtifactAsync(run.Id, "note.txt"));
        Assert.Equal("in time", await note.ReadToEndAsync());
    }

    private void Fill()
    {
        using var file = new FileStream(_folder["somebody-else"], FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in new[] { 4096, 1 })
        {
            try
            {
                while (true)
                {
                    file.Write(new byte[size]);
                }
            }
            catch (IOException)
            {
                // Full, but perhaps for less than this.
            }
        }
    }

    private static bool Call(string program, params string[] args)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
