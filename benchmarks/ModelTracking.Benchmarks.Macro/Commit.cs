using System.Security.Cryptography;
using ModelTracking.Versioning;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>What a commit of large model files costs, against copying each file and hashing it, once each, with the sync a safe copy needs.</summary>
internal static class Commit
{
    private const int Files = 4;

    public static int Run(int megabytes)
    {
        using var scratch = new Scratch();
        var models = Path.Combine(scratch.Folder, "models");
        Directory.CreateDirectory(models);
        var random = new Random(1);
        var buffer = new byte[1 << 20];
        for (var i = 0; i < Files; i++)
        {
            using var file = File.Create(Path.Combine(models, $"{i}.bin"));
            for (var m = 0; m < megabytes / Files; m++)
            {
                random.NextBytes(buffer);
                file.Write(buffer);
            }
        }

        // Alternating, so that both meet the same caches and the same disk.
        var (plain, commits, again) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < 3; round++)
        {
            var copies = Path.Combine(scratch.Folder, $"copies{round}");
            plain.Add(Measure.Seconds(() => CopyAndHash(models, copies)));
            Directory.Delete(copies, recursive: true);
            var store = Path.Combine(scratch.Folder, $"store{round}");
            var repository = VersionStore.Open(store).Repository("large");
            commits.Add(Measure.Seconds(() => repository.Commit("large", c => c.Model("net", models))));
            again.Add(Measure.Seconds(() => repository.Commit("the same", c => c.Model("net", models))));
            Directory.Delete(store, recursive: true);
        }

        Figure.Plain("commit.copy-and-hash", Measure.Median(plain), "s");
        Figure.Plain("commit.seconds", Measure.Median(commits), "s");
        Figure.AtMost("commit.ratio", Measure.Median(commits) / Measure.Median(plain), "x", 1.2);
        Figure.Plain("commit.unchanged", Measure.Median(again), "s");
        return Figure.ExitCode;
    }

    private static void CopyAndHash(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            var copy = Path.Combine(to, Path.GetFileName(file));
            File.Copy(file, copy);
            using var stream = new FileStream(copy, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            _ = SHA256.HashData(stream);
            stream.Flush(flushToDisk: true);
        }
    }
}
