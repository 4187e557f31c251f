using ModelTracking.Charts;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Tests.Shared;

/// <summary>What a run has logged that is compared with others: code, packages, machine, data, evaluations.</summary>
internal static class SiblingRun
{
    private static readonly string[] Digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    public static void Log(Run run, int i, Random random)
    {
        run.LogConfusionMatrix("confusion", Digits, [.. Enumerable.Range(0, 10).Select(a => (IReadOnlyList<long>)[.. Enumerable.Range(0, 10).Select(b => a == b ? 160L + random.Next(22) : (long)random.Next(random.Next(3) == 0 ? 9 : 2))])]);
        var scores = Enumerable.Range(0, 600).Select(n => Math.Clamp((n % 2 == 0 ? 0.6 + (i * 0.02) : 0.35) + ((random.NextDouble() - 0.5) * 0.8), 0, 1)).ToArray();
        var labels = Enumerable.Range(0, 600).Select(n => n % 2 == 0).ToArray();
        run.LogRocCurve("roc", scores, labels);
        run.LogPrecisionRecallCurve("precision-recall", scores, labels);
        var version = i < 3 ? "5.0.0" : "5.0.1";
        run.LogText($"{{\"packages\":[{{\"name\":\"Microsoft.ML\",\"version\":\"{version}\",\"isDirect\":true}},{{\"name\":\"TorchSharp\",\"version\":\"0.107.0\",\"isDirect\":true}}],\"frameworks\":[\"Microsoft.NETCore.App 10.0.1\"]}}", "environment/packages.json", new ArtifactOptions { Kind = "packages" });
        run.LogText($"diff --git a/Train.cs b/Train.cs\n--- a/Train.cs\n+++ b/Train.cs\n@@ -10,4 +10,4 @@\n var net = new Net(\n-    units: 256);\n+    units: {64 << (i / 4 % 3)});\n net.Train();\n net.Save();\n", "code/changes.patch", new ArtifactOptions { Kind = "patch", MediaType = "text/x-patch" });
        run.Log(new EnvironmentCaptured { Host = i % 2 == 0 ? "trainer-1" : "trainer-2", User = "ada", Os = "Debian GNU/Linux 12", Architecture = "x64", Cpu = "AMD EPYC 7763", Cores = 16, MemoryBytes = 64L << 30, Framework = ".NET 10.0.1", Rid = "linux-x64", CommandLine = "dotnet run", WorkingFolder = "/home/ada/digits", PackageCount = 2, PackagesArtifact = "environment/packages.json" });
        run.Log(new CodeCaptured { Commit = i < 4 ? "0b1f7d2e9c8a7b6f5e4d3c2b1a09f8e7d6c5b4a3" : "4f2a9c0e7d6b5a4938271605f4e3d2c1b0a99887", Subject = "Read the digits once", Branch = "main", Remote = "https://git.example.org/ada/digits.git", IsDirty = true, ChangedFiles = 1, Patch = "code/changes.patch" });
        run.Log(new DatasetLogged("digits", i % 3 == 0 ? "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" : "sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae") { Context = "train", Rows = 1437, Bytes = 264_712, Source = "data/digits.csv" });
    }
}
