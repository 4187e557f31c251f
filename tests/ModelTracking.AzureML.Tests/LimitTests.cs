using System.Text.Json;

namespace ModelTracking.AzureML.Tests;

/// <summary>The service takes little of a run; what is over goes into a file beside it, and the run's other records arrive.</summary>
public class LimitTests
{
    private static JsonElement Rest(string? json) => JsonDocument.Parse(json!).RootElement;

    [Fact]
    public async Task More_params_metrics_and_tags_than_fit_are_in_a_file_and_it_is_told()
    {
        await using var workspace = await Workspace.OpenAsync();
        var id = workspace.Train(run =>
        {
            for (var i = 0; i < 230; i++)
            {
                run.LogParam($"p{i:000}", i);
            }

            for (var i = 0; i < 60; i++)
            {
                run.LogMetric($"m{i:00}", i, 0);
                run.LogMetric($"m{i:00}", i + 1, 1);
                run.SetTag($"t{i:00}", "v");
            }
        });
        var report = await workspace.SyncAsync();
        Assert.True(report.IsComplete);
        Assert.Equal(0, Assert.Single(report.Replicas).Quarantined);
        var there = workspace.Run(id);
        Assert.Equal((200, 50), (there.Params.Count, there.Metrics.Count));
        Assert.InRange(there.Tags.Count, 45, 51);
        Assert.Equal("FINISHED", there.Status);
        Assert.Equal("modeltracking/overflow.json", there.Tags["modeltracking.overflow"]);
        var rest = Rest(workspace.File(id, "modeltracking/overflow.json"));
        Assert.Equal(Enumerable.Range(200, 30).Select(i => $"p{i:000}"), rest.GetProperty("params").EnumerateObject().Select(p => p.Name).Order());
        Assert.Equal(Enumerable.Range(50, 10).Select(i => $"m{i:00}"), rest.GetProperty("metrics").EnumerateObject().Select(p => p.Name).Order());
        Assert.Equal((2, 51, 1), (rest.GetProperty("metrics").GetProperty("m50").GetProperty("points").GetInt32(), rest.GetProperty("metrics").GetProperty("m50").GetProperty("last").GetDouble(), rest.GetProperty("metrics").GetProperty("m50").GetProperty("last_step").GetInt64()));
        Assert.Equal(60, rest.GetProperty("tags").EnumerateObject().Count() + there.Tags.Keys.Count(k => k.StartsWith('t') && k.Length == 3));
        Assert.Contains(workspace.Diagnostics.Troubles, t => t.First.Message.Contains("200 params", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_over_is_known_to_a_later_process_too()
    {
        await using var workspace = await Workspace.OpenAsync();
        var id = workspace.Train(run =>
        {
            for (var i = 0; i < 201; i++)
            {
                run.LogParam($"p{i:000}", i);
            }
        });
        await workspace.SyncAsync();
        using (var client = ModelTracking.Tests.Some.Client(o => o.Store = workspace.Folder))
        {
            using var run = client.ResumeRun(id);
            run.LogParam("later", "value");
        }

        Assert.True((await workspace.SyncAsync()).IsComplete);
        Assert.Equal(["later", "p200"], Rest(workspace.File(id, "modeltracking/overflow.json")).GetProperty("params").EnumerateObject().Select(p => p.Name).Order());
    }

    [Fact]
    public async Task Long_keys_values_and_names_are_cut_to_what_the_service_takes()
    {
        await using var workspace = await Workspace.OpenAsync();
        var id = workspace.Train(
            run =>
            {
                run.SetTag(new string('k', 150), "v");
                run.SetTag("text", new string('t', 1500));
            },
            new RunOptions { Name = new string('n', 400) });
        Assert.True((await workspace.SyncAsync()).IsComplete);
        Assert.Equal(1000, workspace.Run(id).Tags["text"].Length);
        Assert.Contains(workspace.Run(id).Tags.Keys, k => k.Length == 100 && k.StartsWith('k'));
        Assert.Equal(256, workspace.Run(id).Name.Length);
    }
}
