using System.Diagnostics;

namespace ModelTracking.Conventions.Tests;

/// <summary>Every example runs to its end, as its reader would run it, in an empty folder.</summary>
public sealed class ExampleTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "modeltracking-tests", Guid.NewGuid().ToString("N"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Quickstart", "Show all of it")]
    [InlineData("TenLines", "")]
    [InlineData("Hosting", "Finished")]
    [InlineData("Search.Compare", "15 runs as ML.NET data")]
    [InlineData("Aot", "Finished: 4 params, 1000 points")]
    [InlineData("Mlflow.Remote", "500 points came back, 500 different steps")]
    [InlineData("AzureML.Remote", "Finished, 300 points came back, the artifact says 'done'")]
    public async Task An_example_runs_to_its_end_and_leaves_a_store(string name, string says)
    {
        Directory.CreateDirectory(_folder);
        // Examples are built with this project, in the same configuration.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = Path.Combine(Repository.Root, "artifacts", "bin", name, configuration, name + ".dll");
        var start = new ProcessStartInfo("dotnet", ["exec", program]) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("MODELTRACKING_URI");
        start.Environment.Remove("MLFLOW_TRACKING_URI");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        Assert.Contains(says, output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder, "mltrack", "store.json")));
    }
}
