using ModelTracking.Cli.Tests.Shared;

namespace ModelTracking.Cli.Tests.Commands;

public sealed class WhatPeopleSeeTests(SampleStore store) : IClassFixture<SampleStore>
{
    [Fact]
    public async Task Runs_in_a_narrow_terminal() => Approved.Equals(await Seen(80, "runs"));

    [Fact]
    public async Task Runs_in_a_wide_terminal() => Approved.Equals(await Seen(140, "runs"));

    [Fact]
    public async Task Runs_in_a_pipe() => Approved.Equals(await Seen(Terminal.Unlimited, "runs"));

    [Fact]
    public async Task Runs_by_a_metric() => Approved.Equals(await Seen(120, "runs", "--sort", "-metrics.accuracy", "--limit", "4"));

    [Fact]
    public async Task Experiments() => Approved.Equals(await Seen(100, "experiments"));

    [Fact]
    public async Task A_finished_run_in_a_narrow_terminal() => Approved.Equals(await Seen(80, "show", Samples.Baseline));

    [Fact]
    public async Task A_finished_run_in_a_wide_terminal() => Approved.Equals(await Seen(140, "show", Samples.Baseline));

    [Fact]
    public async Task A_failed_run() => Approved.Equals(await Seen(80, "show", Samples.Diverged));

    [Fact]
    public async Task A_run_with_nested_runs() => Approved.Equals(await Seen(80, "show", Samples.Grid));

    [Fact]
    public async Task A_nested_run() => Approved.Equals(await Seen(80, "show", "grid-2"));

    [Fact]
    public async Task A_forked_run() => Approved.Equals(await Seen(120, "show", Samples.Fork));

    [Fact]
    public async Task A_run_in_many_alphabets() => Approved.Equals(await Seen(80, "show", "06a4"));

    [Fact]
    public async Task A_metric_in_two_contexts() => Approved.Equals(await Seen(80, "metrics", Samples.Baseline, "loss"));

    [Fact]
    public async Task A_metric_with_NaN_and_infinity() => Approved.Equals(await Seen(60, "metrics", Samples.Diverged, "loss"));

    [Fact]
    public async Task A_metric_of_a_single_value() => Approved.Equals(await Seen(60, "metrics", Samples.Baseline, "auc"));

    [Fact]
    public async Task All_points_of_a_metric() => Approved.Equals(await Seen(80, "metrics", Samples.Diverged, "loss", "--points"));

    [Fact]
    public async Task Artifacts() => Approved.Equals(await Seen(100, "artifacts", Samples.Baseline));

    [Fact]
    public async Task An_ended_run_that_is_followed() => Approved.Equals(await Seen(60, "tail", Samples.Diverged));

    [Fact]
    public async Task Help() => Approved.Equals(await Seen(100, "--help"));

    [Fact]
    public async Task Help_of_a_verb() => Approved.Equals(await Seen(100, "runs", "--help"));

    private async Task<string> Seen(int width, params string[] args)
    {
        var run = await ToolRun.Of(store.Folder, width, args);
        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        Assert.All(run.Output.Split('\n'), line => Assert.True(args.Contains("--help") || line == line.TrimEnd(), $"blanks at the end of '{line}'"));
        return run.Output;
    }
}
