using Microsoft.ML;
using Microsoft.ML.Runtime;
using ModelTracking.MLNet.Tests.Shared;
using ModelTracking.Records;

namespace ModelTracking.MLNet.Tests.AutoML;

public sealed class AutoMLTests
{
    [Fact]
    public void Each_trial_is_a_nested_run_with_its_parameters_metric_and_duration()
    {
        using var test = Replayed();

        var trials = test.Nested();
        Assert.Equal(["trial-0", "trial-1", "trial-2", "trial-3", "trial-4"], trials.Select(t => t.Name));
        Assert.Equal(ParamValue.Of(34L), trials[2].Param("e2.NumberOfLeaves"));
        Assert.Equal(ParamValue.Of(0.79584885), trials[2].Param("e2.FeatureFraction"));
        Assert.Equal("e0 * e1 * e2", trials[2].Param("schema")?.ToString());
        Assert.Equal(0.98, trials[2].Metric("automl.metric")!.Last);
        Assert.Equal(0.0975, trials[2].Metric("automl.duration_seconds")!.Last, 9);
        Assert.Equal("ReplaceMissingValues=>Concatenate=>SdcaLogisticRegressionBinary", trials[1].Param("automl.pipeline")?.ToString());
        Assert.Equal(1.154, trials[1].Metric("automl.duration_seconds")!.Last, 9);
        Assert.Equal(35.81, trials[1].Metric("automl.peak_memory_mb")!.Last);
        Assert.Equal([0.9523809523809523, 0.93, 0.98], test.Points("automl.metric").Select(p => p.Value));
    }

    [Fact]
    public void A_trial_ends_as_it_ended()
    {
        using var test = Replayed();

        Assert.Equal([RunStatus.Finished, RunStatus.Finished, RunStatus.Finished, RunStatus.Failed, RunStatus.Killed], test.Nested().Select(t => t.Status));
    }

    [Fact]
    public void The_best_trial_alone_is_marked()
    {
        using var test = Replayed();

        Assert.Equal(["trial-2"], test.Nested().Where(t => t.Tags.ContainsKey("automl.best")).Select(t => t.Name));
        Assert.Equal("2", test.Summary().Tags["automl.best_trial"]);
        Assert.Equal(test.Nested()[2].Id.ToString(), test.Summary().Tags["automl.best_run"]);
    }

    [Fact]
    public void A_trial_that_fails_says_why_and_one_that_is_cut_off_is_no_failure()
    {
        using var test = new TestRun();
        Replay(test, [
            "Info\tUpdate Running Trial - Id: 0",
            "Trace\t\nException thrown during Trial 0 with configuration {\"TrialId\":0,\"Parameter\":{}}\n\nException Details: Schema mismatch for label column\n\nAbandoning Trial 0 and continue training.\n",
            "Trace\tSchema mismatch for label column   at Microsoft.ML.Somewhere()",
            "Info\tUpdate Failed Trial - Id: 0 - Pipeline: Concatenate=>LightGbmBinary",
            "Info\tUpdate Running Trial - Id: 1",
            "Trace\ttrial setting - {\"TrialId\":1,\"Parameter\":{\"e0\":{\"NumberOfTrees\":4}}}",
            "Trace\ttrial cancelled - {\"TrialId\":1,\"Parameter\":{\"e0\":{\"NumberOfTrees\":4}}}, stop training",
        ]);

        var trials = test.Nested();
        Assert.Equal([RunStatus.Failed, RunStatus.Killed], trials.Select(t => t.Status));
        Assert.Equal("Schema mismatch for label column", trials[0].Events.Single(e => e.Name == "automl.failed").Message);
        Assert.Equal("Concatenate=>LightGbmBinary", trials[0].Param("automl.pipeline")?.ToString());
        Assert.Equal(4L, trials[1].Param("e0.NumberOfTrees")!.Value.ToObject());
    }

    [Fact]
    public async Task The_leaderboard_lists_the_best_first_and_the_failed_last()
    {
        using var test = Replayed();

        var rows = await Leaderboard.ReadAsync(test.Reader, test.Run.Id);

        Assert.Equal([2, 0, 1, 3, 4], rows.Select(r => r.Trial));
        Assert.Equal([1, 2, 3, 4, 5], rows.Select(r => r.Rank));
        Assert.Equal("ReplaceMissingValues=>Concatenate=>FastTreeBinary", rows[0].Pipeline);
        Assert.True(rows[0].IsBest);
        Assert.Null(rows[3].Metric);
    }

    [Fact]
    public async Task The_leaderboard_of_a_metric_to_be_small_begins_with_the_least()
    {
        using var test = new TestRun();
        Replay(test, [
            "Info\tUpdate Running Trial - Id: 0", "Info\tUpdate Completed Trial - Id: 0 - Metric: 3.5 - Pipeline: A - Duration: 1", "Info\tUpdate Best Trial - Id: 0 - Metric: 3.5 - Pipeline: A",
            "Info\tUpdate Running Trial - Id: 1", "Info\tUpdate Completed Trial - Id: 1 - Metric: 1.5 - Pipeline: B - Duration: 1", "Info\tUpdate Best Trial - Id: 1 - Metric: 1.5 - Pipeline: B",
            "Info\tUpdate Running Trial - Id: 2", "Info\tUpdate Completed Trial - Id: 2 - Metric: 2.5 - Pipeline: C - Duration: 1",
        ]);

        Assert.Equal([1, 2, 0], (await Leaderboard.ReadAsync(test.Reader, test.Run.Id)).Select(r => r.Trial));
    }

    [Fact]
    public async Task A_run_without_trials_has_an_empty_leaderboard()
    {
        using var test = new TestRun();
        test.Summary();

        Assert.Empty(await Leaderboard.ReadAsync(test.Reader, test.Run.Id));
        Assert.Empty(await Leaderboard.ReadAsync(test.Reader, RunId.New()));
    }

    private static TestRun Replayed()
    {
        var test = new TestRun();
        Replay(test, File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Fixtures", "automl.log")));
        return test;
    }

    // Through a real context, on a channel of the name the experiment uses.
    private static void Replay(TestRun test, IEnumerable<string> lines)
    {
        var ml = new MLContext(seed: 1);
        using var tracking = ml.Track(test.Run);
        using var channel = ((IChannelProvider)ml).Start("AutoMLExperiment");
        foreach (var line in lines.Select(l => l.Split('\t', 2)).Where(l => !l[1].StartsWith("Channel", StringComparison.Ordinal)))
        {
            if (line[0] == "Trace")
            {
                channel.Trace(MessageSensitivity.None, line[1]);
            }
            else
            {
                channel.Info(MessageSensitivity.None, line[1]);
            }
        }

        test.Summary();
    }
}
