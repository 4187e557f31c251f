using ModelTracking.Versioning;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>Log and diff in a long history, as a new process meets it and once it is warm.</summary>
internal static class History
{
    private const int FilesInDiff = 1_000;

    public static int Run(int commits)
    {
        using var scratch = new Scratch();
        var writer = VersionStore.Open(scratch.Folder).Repository("long");
        var seconds = Measure.Seconds(() =>
        {
            for (var i = 0; i < commits; i++)
            {
                writer.Commit($"commit {i}", c => c.Set("step", i).Metric("loss", 1.0 / (i + 1)));
            }
        });
        Figure.Plain("history.commits-per-second", commits / seconds, "1/s");

        var found = 0;
        var cold = Measure.Seconds(() => found = VersionStore.Open(scratch.Folder).Repository("long").Log().Count());
        Figure.AtLeast("history.commits", found, "commits", commits);
        Figure.Plain("history.log-cold", cold * 1000, "ms");
        Figure.Plain("history.log-of-a-new-process-state", Measure.MedianSeconds(5, () => found = VersionStore.Open(scratch.Folder).Repository("long").Log().Count()) * 1000, "ms");
        var warm = VersionStore.Open(scratch.Folder).Repository("long");
        Figure.AtMost("history.log-warm", Measure.MedianSeconds(5, () => found = warm.Log().Count()) * 1000, "ms", 100.0 * commits / 10_000);
        Figure.Plain("history.merge-base", Measure.MedianSeconds(5, () => warm.MergeBases("main", $"main~{commits / 2}")) * 1000, "ms");

        var files = Path.Combine(scratch.Folder, "files");
        Directory.CreateDirectory(files);
        for (var i = 0; i < FilesInDiff; i++)
        {
            File.WriteAllText(Path.Combine(files, $"{i:0000}.bin"), $"{i}");
        }

        var before = warm.Commit("files", c => c.Model("net", files));
        for (var i = 0; i < FilesInDiff; i += 2)
        {
            File.WriteAllText(Path.Combine(files, $"{i:0000}.bin"), $"changed {i}");
        }

        var after = warm.Commit("changed", c => c.Model("net", files));

        // A store of its own each time: nothing of the trees is in memory.
        var changes = 0;
        Figure.AtMost("history.diff-1000-files", Measure.MedianSeconds(5, () => changes = VersionStore.Open(scratch.Folder).Repository("long").Diff(before.Id, after.Id).Changes.Count) * 1000, "ms", 100);
        Figure.AtLeast("history.diff-changes", changes, "files", FilesInDiff / 2);
        return Figure.ExitCode;
    }
}
