using System.Text;
using ModelTracking.Backends;
using ModelTracking.Reading;
using ModelTracking.Reading.Comparing;
using ModelTracking.Records;

namespace ModelTracking.Tests.Reading.Comparing;

public sealed class RunComparisonTests : IAsyncLifetime
{
    private const string Patch = """
        diff --git a/src/Train.cs b/src/Train.cs
        index 1111111..2222222 100644
        --- a/src/Train.cs
        +++ b/src/Train.cs
        @@ -1,3 +1,3 @@
         using X;
        -var rate = 0.1;
        +var rate = RATE;
         Train();

        """;

    private readonly InMemoryBackend _memory = new();
    private readonly List<RunId> _ids = [];

    public async Task InitializeAsync()
    {
        await using var client = Some.Client(_memory);
        for (var i = 0; i < 3; i++)
        {
            await using var run = client.StartRun("iris", new RunOptions { Name = $"run-{i}" });
            _ids.Add(run.Id);
            run.LogParam("lr", 0.1 * (i + 1));
            run.LogParam("epochs", 10);
            run.LogParam("optimizer", i == 2 ? "adam" : "sgd");
            run.Metric("accuracy", goal: MetricGoal.Maximize).Log(0.95, 0);
            run.Metric("accuracy").Log(0.9 - (0.05 * i), 1);
            run.LogMetric("loss", i == 2 ? double.NaN : 0.5, 1);
            run.LogMetric("system/cpu", i);
            run.SetTag("team", i == 0 ? "cv" : null);
            run.LogText(i == 1 ? "other" : "same", "notes.txt");
            run.LogArtifact(Encoding.UTF8.GetBytes(Patch.Replace("RATE", i == 1 ? "0.5" : "0.2", StringComparison.Ordinal).Replace("@@ -1,3 +1,3 @@", i == 2 ? "@@ -7,3 +7,3 @@" : "@@ -1,3 +1,3 @@", StringComparison.Ordinal)), "code/changes.patch", new ArtifactOptions { Kind = "patch" });
            run.LogText($"{{\"packages\":[{{\"name\":\"Microsoft.ML\",\"version\":\"5.0.{i}\"}},{{\"name\":\"B\",\"version\":\"1\"}}]}}", "environment/packages.json");
            run.Log(new CodeCaptured { Commit = "0123456789abcdef", Branch = "main", IsDirty = true, ChangedFiles = 1, Patch = "code/changes.patch" });
            run.Log(new EnvironmentCaptured { Host = "box", User = "me", Cores = 8, Framework = i == 2 ? ".NET 10" : ".NET 8", PackagesArtifact = "environment/packages.json", Variables = new Dictionary<string, string> { ["OMP_NUM_THREADS"] = i.ToString(System.Globalization.CultureInfo.InvariantCulture) } });
            run.Log(new DatasetLogged("iris", i == 1 ? "sha256:b" : "sha256:a") { Context = "train", Rows = 150 });
            run.Log(new ModelLogged("model", "mlnet", "model"));
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private Task<RunComparison> Compare(ComparisonOptions? options = null, params int[] runs) =>
        RunComparison.CompareAsync(_memory, [.. (runs.Length > 0 ? runs : [0, 1, 2]).Select(i => _ids[i])], options);

    private static ComparisonRow Row(RunComparison comparison, ComparedPart part, string name) => comparison[part].Single(r => r.Name == name);

    [Fact]
    public async Task What_differs_is_told_from_what_is_the_same()
    {
        var comparison = await Compare();
        string[] Different(ComparedPart part) => [.. comparison[part].Where(r => r.Differs).Select(r => r.Name)];

        Assert.Equal(["lr", "optimizer"], Different(ComparedPart.Params));
        Assert.Equal(["accuracy", "loss"], Different(ComparedPart.Metrics));
        Assert.Equal(["team"], Different(ComparedPart.Tags));
        Assert.Equal(["iris (train)"], Different(ComparedPart.Datasets));
        Assert.Equal(["change of src/Train.cs"], Different(ComparedPart.Code));
        Assert.Equal(["runtime", "variable OMP_NUM_THREADS"], Different(ComparedPart.Environment));
        Assert.Equal(["Microsoft.ML"], Different(ComparedPart.Packages));
        Assert.Equal(["notes.txt"], Different(ComparedPart.Artifacts));
        Assert.Empty(Different(ComparedPart.Models));
        Assert.False(Row(comparison, ComparedPart.Params, "epochs").Differs);
        Assert.True(Row(comparison, ComparedPart.Tags, "team").Values[1].IsMissing);
        Assert.True(comparison.SameCount >= 10);
    }

    [Fact]
    public async Task Metrics_are_measured_against_the_baseline_by_their_goal()
    {
        var accuracy = Row(await Compare(), ComparedPart.Metrics, "accuracy");
        Assert.Null(accuracy.Values[0].Delta);
        Assert.Equal(-0.1, accuracy.Values[2].Delta!.Value, 12);
        Assert.Equal(-0.1 / 0.9, accuracy.Values[2].Relative!.Value, 12);
        Assert.False(accuracy.Values[2].IsBetter);
        Assert.False(Row(await Compare(), ComparedPart.Metrics, "best accuracy").Differs);

        var other = Row(await Compare(new ComparisonOptions { Baseline = _ids[2] }), ComparedPart.Metrics, "accuracy");
        Assert.True(other.Values[0].IsBetter);
        Assert.Null(other.Values[2].Delta);
        Assert.Null(Row(await Compare(), ComparedPart.Metrics, "loss").Values[2].IsBetter);
    }

    [Fact]
    public async Task Uncommitted_changes_are_compared_line_by_line()
    {
        // The third run has the same change a few lines lower: that is none.
        var difference = Assert.Single((await Compare()).CodeDifferences);
        Assert.Equal((_ids[1], "src/Train.cs"), (difference.Run, difference.Path));
        Assert.Contains("++var rate = 0.5;", difference.Lines);
        Assert.Contains("-+var rate = 0.2;", difference.Lines);
    }

    [Fact]
    public async Task Rows_can_be_left_out()
    {
        var comparison = await Compare(new ComparisonOptions { Ignore = ["params.l*", "environment.*"], SystemMetrics = true });
        Assert.Equal(["epochs", "optimizer"], comparison[ComparedPart.Params].Select(r => r.Name));
        Assert.Empty(comparison[ComparedPart.Environment]);
        Assert.Contains(comparison[ComparedPart.Metrics], r => r.Name == "system/cpu");
    }

    [Fact]
    public async Task An_artifact_that_is_gone_takes_nothing_else_away()
    {
        var memory = new InMemoryBackend();
        await using var client = Some.Client(memory);
        await using var run = client.StartRun("iris");
        run.LogParam("lr", 1);
        run.Log(new CodeCaptured { Commit = "1", Patch = "code/changes.patch" });
        await run.FlushAsync();
        var comparison = await RunComparison.CompareAsync(memory, [run.Id]);
        Assert.Contains("patch", Assert.Single(comparison.Notes), StringComparison.Ordinal);
        Assert.Single(comparison[ComparedPart.Params]);
    }

    [Fact]
    public async Task Runs_of_different_commits_say_how_to_see_what_was_committed_between()
    {
        var memory = new InMemoryBackend();
        await using var client = Some.Client(memory);
        var runs = new List<Run>();
        foreach (var (name, commit) in new[] { ("old", "1111111111111111"), ("new", "2222222222222222"), ("again", "1111111111111111") })
        {
            var run = client.StartRun("iris", new RunOptions { Name = name });
            run.Log(new CodeCaptured { Commit = commit });
            await run.FlushAsync();
            runs.Add(run);
        }

        var comparison = await RunComparison.CompareAsync(memory, [.. runs.Select(r => r.Id)]);
        Assert.Equal("new ran another commit than old; 'git diff 111111111111 222222222222' shows what was committed between them.", Assert.Single(comparison.Notes));
    }

    [Fact]
    public async Task Runs_that_are_not_there_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => RunComparison.CompareAsync(_memory, [RunId.New()]));
        await Assert.ThrowsAsync<ArgumentException>(() => RunComparison.CompareAsync(_memory, Array.Empty<RunId>()));
        await Assert.ThrowsAsync<ArgumentException>(() => Compare(new ComparisonOptions { Baseline = RunId.New() }));
    }
}
