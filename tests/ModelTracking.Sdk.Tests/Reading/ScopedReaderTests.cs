using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Tests.Reading;

/// <summary>Reading as somebody who may see some experiments alone.</summary>
public sealed class ScopedReaderTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private TrackingClient? _client;
    private RunId _open;
    private RunId _hidden;

    private TrackingClient Client => _client!;

    private IRunReader Scoped => Client.Reader.OnlyExperiments(e => e == "open");

    public async Task InitializeAsync()
    {
        _client = TrackingClient.Open(new TrackingOptions { Store = _folder["store"], Capture = ModelTracking.Capture.CaptureOptions.Off() });
        foreach (var experiment in (string[])["open", "hidden"])
        {
            var run = _client.StartRun(experiment, new RunOptions { Name = $"run-{experiment}" });
            run.LogParam("lr", 0.1);
            run.LogParam($"param-{experiment}", 1);
            run.LogMetric($"metric-{experiment}", 1, 0);
            run.SetTag($"tag-{experiment}", "x");
            run.LogText("text", "a.txt");
            (_open, _hidden) = experiment == "open" ? (run.Id, _hidden) : (_open, run.Id);
            await run.FinishAsync();
        }
    }

    public async Task DisposeAsync() => await Client.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Runs_of_other_experiments_are_not_there_however_one_asks()
    {
        Assert.NotNull(await Scoped.GetRunAsync(_open));
        Assert.Null(await Scoped.GetRunAsync(_hidden));
        Assert.Empty(await Scoped.ReadPointsAsync(_hidden, "metric-hidden"));
        Assert.Empty(await Scoped.ReadBucketsAsync(_hidden, "metric-hidden", 10));
        await Assert.ThrowsAsync<FileNotFoundException>(() => Scoped.OpenArtifactAsync(_hidden, "a.txt"));
        await foreach (var batch in Scoped.ReadRecordsAsync(_hidden))
        {
            Assert.Fail($"{batch.Writer} was read.");
        }

        await foreach (var run in Scoped.ListRunsAsync())
        {
            Assert.Equal("open", run.Experiment);
        }
    }

    [Theory]
    [InlineData("params.lr = 0.1")]
    [InlineData("experiment = 'hidden' OR params.lr > 0")]
    [InlineData("NOT experiment = 'hidden' OR experiment = 'hidden'")]
    [InlineData("run_name LIKE '%run%'")]
    public async Task Searches_find_nothing_of_others(string query) =>
        Assert.Equal([_open], await new RunQuery(Scoped).Where(query).ToIdsAsync());

    [Fact]
    public async Task Keys_that_only_others_have_are_not_known()
    {
        var fields = string.Join(' ', await new RunQuery(Scoped).ToFieldsAsync());
        Assert.Contains("param-open", fields, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", fields, StringComparison.Ordinal);
        Assert.Equal(["open"], (await Scoped.ListExperimentsAsync()).Select(e => e.Name));
        var unknown = Assert.Single(await new RunQuery(Scoped).Where("params.`param-hidden` = 1").FindUnknownKeysAsync());
        Assert.DoesNotContain("hidden", unknown.Suggestion ?? "", StringComparison.Ordinal);
    }
}
