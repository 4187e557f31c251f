using ModelTracking.Backends;
using ModelTracking.Reading.Matching;
using ModelTracking.Records;

namespace ModelTracking.Tests.Reading.Matching;

/// <summary>"Has this been tried?"</summary>
public sealed class RunMatcherTests : IAsyncLifetime
{
    private readonly InMemoryBackend _memory = new();
    private TrackingClient _client = null!;

    public async Task InitializeAsync()
    {
        _client = Some.Client(_memory);
        await Log("plain", ("lr", 0.1), ("epochs", 10));
        await Log("other", ("lr", 0.2), ("epochs", 10));
        await Log("more", ("lr", 0.1), ("epochs", 10), ("warmup", true));
        await Log("text", ("lr", "0.1"), ("epochs", 10));
    }

    public async Task DisposeAsync() => await _client.DisposeAsync();

    private async Task<RunId> Log(string name, params (string Key, object Value)[] config) => await Log(name, "c0ffee", "", "sha256:aa", config);

    private async Task<RunId> Log(string name, string commit, string patch, string data, params (string Key, object Value)[] config)
    {
        await using var run = _client.StartRun("iris", new RunOptions { Name = name });
        foreach (var (key, value) in config)
        {
            run.LogParam(key, value);
        }

        if (patch.Length > 0)
        {
            run.LogText(patch, "code/changes.patch");
        }

        run.Log(new CodeCaptured { Commit = commit, IsDirty = patch.Length > 0, Patch = patch.Length > 0 ? "code/changes.patch" : null });
        run.Log(new DatasetLogged("iris", data));
        return run.Id;
    }

    private async Task<string> Find(RunSignature signature) => string.Join(' ', (await _client.FindTriedAsync(signature)).Select(m => m.Run.Name).Order());

    private static RunSignature With(params (string Key, object Value)[] config) => new() { Params = config.ToDictionary(c => c.Key, c => ParamValue.From(c.Value)) };

    [Fact]
    public async Task Runs_with_these_params_are_found_whatever_else_they_have()
    {
        Assert.Equal("more plain text", await Find(With(("lr", 0.1))));
        Assert.Equal("plain text", await Find(With(("lr", 0.1), ("epochs", 10)) with { IsWholeConfig = true }));
        Assert.Equal("more", await Find(With(("warmup", true))));
        Assert.Equal("", await Find(With(("lr", 0.3))));
    }

    [Fact]
    public async Task Code_and_data_tell_runs_apart()
    {
        await Log("dirty", "c0ffee", "diff --git", "sha256:aa", ("lr", 0.5));
        await Log("clean", "c0ffee", "", "sha256:aa", ("lr", 0.5));
        await Log("new data", "c0ffee", "", "sha256:bb", ("lr", 0.5));
        await Log("new code", "decaf", "", "sha256:aa", ("lr", 0.5));
        Assert.Equal("clean dirty new data", await Find(With(("lr", 0.5)) with { Commit = "c0f" }));
        Assert.Equal("clean new data", await Find(With(("lr", 0.5)) with { Commit = "c0ffee", Patch = "" }));
        Assert.Equal("new data", await Find(With(("lr", 0.5)) with { Data = ["bb"] }));
    }

    [Fact]
    public async Task A_run_asks_before_it_trains()
    {
        await using var run = _client.StartRun("iris", new RunOptions { Name = "again" });
        run.LogParam("lr", 0.1);
        run.LogParam("epochs", 10);
        run.LogParam("output", "/tmp/x");
        run.Log(new CodeCaptured { Commit = "c0ffee" });
        Assert.Equal(["text", "plain"], (await run.FindTriedAsync(ignore: ["output"])).Select(m => m.Run.Name));
        Assert.All(await run.FindTriedAsync(["output"]), m => Assert.Equal((true, null), (m.IsSameCode, m.IsSameData)));
        Assert.Empty(await run.FindTriedAsync());
    }
}
