using ModelTracking.Records;

namespace ModelTracking.Tests;

public sealed class ExampleTests
{
    [Fact]
    public async Task The_digits_example_runs_to_its_end_and_keeps_what_it_shows()
    {
        using var folder = new TempFolder();
        var example = Path.Combine(AppContext.BaseDirectory.Replace("ModelTracking.TorchSharp.Tests", "TorchSharp.Digits", StringComparison.Ordinal), "TorchSharp.Digits.dll");
        using var child = new Child(example, new Dictionary<string, string> { ["MODELTRACKING_URI"] = folder.Path });
        var (code, output, errors) = await child.EndAsync();
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("Confusion matrix", output, StringComparison.Ordinal);
        Assert.Contains("accuracy{test}", output, StringComparison.Ordinal);

        await using var client = Some.Client(options => options.Store = folder.Path);
        var run = Assert.Single(await client.Reader.ListRunsAsync("digits").ToListAsync());
        Assert.Contains($"modeltracking show {run.Id}", output, StringComparison.Ordinal);
        Assert.True(run.Metric(new MetricKey("accuracy", "test"))!.Max >= 0.95);
        Assert.Equal(RunStatus.Finished, run.Status);
        Assert.Contains(run.Artifacts, a => a.Path == "model/state_dict.dat");
    }
}
