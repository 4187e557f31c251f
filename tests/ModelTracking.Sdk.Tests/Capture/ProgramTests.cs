using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ModelTracking.Backends;
using ModelTracking.Capture.Packages;
using ModelTracking.Records;

namespace ModelTracking.Tests.Capture;

/// <summary>Real programs in real repositories tell everything about themselves, but no secret.</summary>
public sealed class ProgramTests : IDisposable
{
    // None of them is anybody's.
    private static readonly string[] Secrets =
    [
        "ghp_Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4MTIzNA", "AKIAQYLPMN5HHHFPZAM2", "correct-horse-battery-9", "hunter2-hunter2", "pGx8tq1Vb7LmZr9K", "q9X!vmT4#remote", "UTF16-sEcr3t-9a8b7c",
        "Pg.77.of-the-address", "sQl-4711-of-the-string", "rX72qq", "b64NotToBeSeen+99/zz", "block-scalar-5521", "MIIEvKeyInTheMiddle0123456789abcdef",
    ];

    private readonly TempRepository _repository = new("proj ü");
    private readonly RunId _id = RunId.New();

    private string Store => Path.Combine(_repository.Root, "mltrack");

    public void Dispose() => _repository.Dispose();

    private async Task<RunSummary> Run(Action<ProcessStartInfo>? configure = null)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "ModelTracking.TestPrograms.dll"), "capture", Store, _id.ToString()])
        {
            WorkingDirectory = _repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("MODELTRACKING_RUN_ID");
        start.Environment.Remove("MODELTRACKING_CAPTURE");
        configure?.Invoke(start);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        Assert.Contains("epoch 1 grüße", await process.StandardOutput.ReadToEndAsync(), StringComparison.Ordinal);
        await process.WaitForExitAsync();
        Assert.Contains("a warning", await error, StringComparison.Ordinal);
        Assert.Equal(0, process.ExitCode);
        return (await FileStore.Open(Store).Reader.GetRunAsync(_id))!;
    }

    [Fact]
    public async Task A_program_that_says_nothing_about_itself_is_known_all_the_same()
    {
        var commit = _repository.Write("Program.cs", "v1\n").Commit("The first");
        _repository.Write("Program.cs", "v2\n").Write("new.cs", "new\n");
        var run = await Run();
        var code = Assert.Single(run.Code);
        Assert.Equal((commit, "main", "The first", true, 1, 1), (code.Commit, code.Branch, code.Subject, code.IsDirty, code.ChangedFiles, code.UntrackedFiles));
        var on = Assert.Single(run.Environments);
        Assert.Equal((Environment.MachineName, Environment.UserName, Environment.ProcessorCount), (on.Host, on.User, on.Cores));
        Assert.Equal(("ModelTracking.TestPrograms", ".NETCoreApp,Version=v10.0", _repository.Root), (on.EntryAssembly, on.TargetFramework, on.WorkingFolder));
        Assert.Equal(["epoch 1 grüße", "a warning", "no end"], run.Console!.Tail.Select(l => l.Text));
        Assert.Equal([ConsoleSource.Out, ConsoleSource.Error, ConsoleSource.Out], run.Console.Tail.Select(l => l.Source));
        Assert.Contains(run.Events, e => e.Name == "watchdog.nan" && e.Step == 2);
        Assert.Contains(run.Metrics, m => m.Key == "system/process_memory_megabytes");
        Assert.InRange(Assert.Single(run.Resources).PeakMemoryBytes, 1_000_000, long.MaxValue);
        Assert.DoesNotContain(run.Events, e => e.Name.StartsWith("capture.", StringComparison.Ordinal) || e.Name.StartsWith("trouble.", StringComparison.Ordinal));

        using var patch = new MemoryStream();
        await using (var stored = await FileStore.Open(Store).Reader.OpenArtifactAsync(_id, code.Patch!))
        {
            await stored.CopyToAsync(patch);
        }

        Directory.Delete(Store, recursive: true);
        var clone = _repository.Restore(new(code, [(ModelTracking.Capture.Git.GitReader.PatchPath, patch.ToArray())]));
        Assert.Equal(TempRepository.Tree(_repository.Root), TempRepository.Tree(clone));
    }

    [Fact]
    public async Task Its_packages_are_those_of_its_deps_json()
    {
        _repository.Commit();
        var run = await Run();
        await using var stored = await FileStore.Open(Store).Reader.OpenArtifactAsync(_id, run.Environments[0].PackagesArtifact!);
        var graph = PackageGraph.Parse(stored);
        using var deps = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "ModelTracking.TestPrograms.deps.json")));
        var expected = deps.RootElement.GetProperty("libraries").EnumerateObject().Where(l => l.Value.GetProperty("type").GetString() == "package").Select(l => l.Name).Order(StringComparer.OrdinalIgnoreCase);
        Assert.Equal(expected, graph.Packages.Select(p => $"{p.Name}/{p.Version}"));
        Assert.NotEmpty(graph.Packages);
        Assert.Contains(graph.Projects, p => p.Name == "ModelTracking.Sdk");
        Assert.Contains(graph.Frameworks, f => f.StartsWith("Microsoft.NETCore.App 10.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_secret_ever_reaches_the_store()
    {
        using var pack = new MemoryStream();
        using (var zip = new ZipArchive(pack, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = new StreamWriter(zip.CreateEntry("a.txt").Open());
            entry.Write(Secrets[0]);
        }

        _repository.Git("remote", "add", "origin", $"https://bot:{Secrets[5]}@example.org/r.git");
        _repository.Write("Old.cs", $"// {Secrets[0]}\n").Write("settings.json", "{}\n").Write("data.bin", [0, 1]).Write("keep.cs", "1\n").Write("deploy.txt", Key("before")).Commit();
        _repository.Write("Old.cs", "// gone\n")
            .Write("keep.cs", "2\n")
            .Write(".env", $"KEY={Secrets[4]}\n")
            .Write("settings.json", $"{{ \"Password\": \"{Secrets[2]}\" }}\n")
            .Write("deploy.yaml", $"aws: {Secrets[1]}\n")
            .Write("app.ini", $"password={Secrets[3]}\n")
            .Write("data.bin", [0, .. Encoding.UTF8.GetBytes(Secrets[0])])
            .Write("wide.txt", Encoding.Unicode.GetBytes($"password = \"{Secrets[6]}\""))
            .Write("server.pem", $"-----BEGIN PRIVATE KEY-----\n{Secrets[4]}\n-----END PRIVATE KEY-----\n")
            .Write("packed.zip", pack.ToArray()).Write("packed.dat", pack.ToArray())
            .Write("secret.yml", $"password: |\n  {Secrets[11]}\n")
            .Write("k8s.yml", $"kind: Secret\ndata:\n  anything: {Secrets[10]}\n")
            .Write("deploy.txt", Key(Secrets[12]))
            .Write("notes.ipynb", $"{{ \"source\": [\"password = \\\"{Secrets[3]}\\\"\\n\"] }}\n")
            .Write("uses.cs", $"var c = \"Server=db;Database=x;Password={Secrets[3]};\";\n");
        var run = await Run(start =>
        {
            start.ArgumentList.Add("--api-key");
            start.ArgumentList.Add(Secrets[4]);
            start.ArgumentList.Add($"--url=https://u:{Secrets[3]}@host/");
            start.ArgumentList.Add("--conn");
            start.ArgumentList.Add($"Server=db;User Id=x;Password={Secrets[8]};Encrypt=true");
            start.Environment["LEAK_DATABASE_URL"] = $"postgres://app:{Secrets[7]}@db/x";
            start.Environment["LEAK_CONNECTION"] = $"Server=db;User Id=x;Password={Secrets[8]};Encrypt=true";
            start.Environment["LEAK_PASSWORD"] = Secrets[9];
            start.Environment["LEAK_BASE64"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(Secrets[9]));
            start.Environment["LEAK_API_TOKEN"] = Secrets[4];
            start.Environment["LEAK_A"] = Secrets[0];
            start.Environment["LEAK_B"] = $"password={Secrets[3]}";
            start.Environment["LEAK_C"] = Secrets[1];
            start.Environment["DOTNET_MY_SECRET"] = Secrets[2];
            start.Environment["SLURM_JWT"] = Secrets[6];
        });
        Assert.True(run.Console!.Lines >= 6);
        Assert.Equal(SecretsRedacted, run.Environments[0].Variables["SLURM_JWT"]);
        var everything = Directory.EnumerateFiles(Store, "*", SearchOption.AllDirectories).Select(File.ReadAllBytes).ToList();
        await foreach (var batch in FileStore.Open(Store).Reader.ReadRecordsAsync(_id))
        {
            everything.AddRange(batch.Records.Where(r => r is not MetricsLogged).Select(r => JsonSerializer.SerializeToUtf8Bytes(r)));
        }

        foreach (var secret in (string[])[.. Secrets, Convert.ToBase64String(Encoding.UTF8.GetBytes(Secrets[9]))])
        {
            foreach (var bytes in (byte[][])[Encoding.UTF8.GetBytes(secret), Encoding.Unicode.GetBytes(secret), Encoding.UTF8.GetBytes(JsonEncodedText.Encode(secret).ToString())])
            {
                Assert.DoesNotContain(everything, file => file.AsSpan().IndexOf(bytes) >= 0);
            }
        }

        await using var patch = await FileStore.Open(Store).Reader.OpenArtifactAsync(_id, run.Code[0].Patch!);
        var text = await new StreamReader(patch).ReadToEndAsync();
        Assert.Equal("diff --git a/keep.cs b/keep.cs", Assert.Single(text.Split('\n'), l => l.StartsWith("diff ", StringComparison.Ordinal)));
        Assert.Equal(
            [".env", "Old.cs", "app.ini", "data.bin", "deploy.txt", "deploy.yaml", "k8s.yml", "notes.ipynb", "packed.dat", "packed.zip", "secret.yml", "server.pem", "settings.json", "uses.cs", "wide.txt"],
            run.Code[0].LeftOut.Select(f => f.Path).Order(StringComparer.Ordinal));
    }

    // A key whose header is too far from the change to stand in the patch.
    private static string Key(string inside) => $"-----BEGIN PRIVATE KEY-----\n{string.Concat(Enumerable.Range(0, 9).Select(i => $"MIIEv{i}{new string('A', 50)}\n"))}{inside}\n-----END PRIVATE KEY-----\n";

    private const string SecretsRedacted = ModelTracking.Capture.Secrets.SecretRules.Redacted;

    [Fact]
    public async Task With_capture_off_nothing_is_captured()
    {
        _repository.Commit();
        var run = await Run(start => start.Environment["MODELTRACKING_CAPTURE"] = "off");
        Assert.Empty(run.Code);
        Assert.Empty(run.Environments);
        Assert.Null(run.Console);
        Assert.Equal(["loss"], run.Metrics.Select(m => m.Key));
        Assert.Empty(run.Artifacts);
    }
}
