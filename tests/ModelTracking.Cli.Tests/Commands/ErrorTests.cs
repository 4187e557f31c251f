using ModelTracking.Cli.Tests.Shared;

namespace ModelTracking.Cli.Tests.Commands;

public sealed class ErrorTests(SampleStore store) : IClassFixture<SampleStore>
{
    [Theory]
    [InlineData("rusn", "there is no verb 'rusn'. Did you mean 'runs'?")]
    [InlineData("runs --jsno", "'runs' has no option '--jsno'. Did you mean '--json'?")]
    [InlineData("runs --sort strat", "cannot be sorted by 'strat'. Did you mean 'start'?")]
    [InlineData("runs --sort metrics.acuracy", "no run has a metric 'acuracy'. Did you mean 'accuracy'?")]
    [InlineData("runs --sort params.L3", "no run has a param 'L3'. Did you mean 'l2'?")]
    [InlineData("runs --sort", "'--sort' needs a value.")]
    [InlineData("runs --limit -3", "--limit -3 makes no sense")]
    [InlineData("runs --limit many", "many")]
    [InlineData("show baseline surplus", "surplus")]
    [InlineData("show", "missing required argument 'RUN'")]
    [InlineData("metrics baseline loss --range 5..1", "'5..1' is not a range of steps; write 100..200")]
    [InlineData("metrics baseline loss --json --csv", "exclude each other")]
    [InlineData("artifacts baseline --out x", "--get PATH")]
    [InlineData("artifacts baseline --step 3", "--show PATH")]
    [InlineData("metrics baseline --csv", "modeltracking metrics RUN KEY")]
    [InlineData("tail baseline --lines -1", "--lines -1 makes no sense")]
    [InlineData("gc --older-than soon", "'soon' is not a span of time; write for example 30d")]
    [InlineData("gc", "give --yes to do it, or --dry-run to look")]
    [InlineData("runs --store https://example.com", "is not a folder")]
    public async Task Bad_usage_is_one_line_that_says_what_to_write_instead(string commandLine, string expected) =>
        await Fails(2, commandLine, expected);

    [Theory]
    [InlineData("show basline", "no run is called 'basline', and no id begins so. Did you mean 'baseline'?")]
    [InlineData("show 0123456789abcdef0123456789abcdef", "there is no run 0123456789abcdef0123456789abcdef here")]
    [InlineData("metrics baseline los", "has no metric 'los'. Did you mean 'loss'?")]
    [InlineData("metrics baseline loss --context tran", "has no context 'tran'. Did you mean 'train'? It has: train, validation.")]
    [InlineData("metrics nothing-logged loss", "has no metrics yet")]
    [InlineData("artifacts baseline --get model/model.zp", "Did you mean 'model/model.zip'?")]
    [InlineData("runs --experiment brest-cancer", "there is no experiment 'brest-cancer'. Did you mean 'breast-cancer'?")]
    [InlineData("delete baseline nosuchrun", "no run is called 'nosuchrun'")]
    [InlineData("restore baseline", "the trash is empty")]
    public async Task What_is_not_there_is_one_line_with_what_may_be_meant(string commandLine, string expected) =>
        await Fails(1, commandLine, expected);

    [Fact]
    public async Task An_ambiguous_name_lists_the_runs_newest_first_by_as_many_digits_as_tell_them_apart() =>
        await Fails(1, "show twin", "'twin' names 2 runs, newest first: feed000a (twin, scratch), feed0009 (twin, scratch). Name one by its id.");

    [Fact]
    public async Task An_ambiguous_beginning_of_an_id_is_answered_alike() =>
        await Fails(1, "show feed000", "'feed000' names 2 runs");

    [Fact]
    public async Task A_slip_in_the_last_name_deletes_nothing()
    {
        await ToolRun.Of(store.Folder, "delete", Samples.Baseline, "nosuchrun");
        Assert.Equal(0, (await ToolRun.Of(store.Folder, "show", Samples.Baseline)).ExitCode);
    }

    [Fact]
    public async Task A_folder_without_a_store_says_how_to_name_one()
    {
        var run = await ToolRun.Of(store.Elsewhere("nowhere"), "runs");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--store", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(store.Elsewhere("nowhere")));
    }

    private async Task Fails(int exitCode, string commandLine, string expected)
    {
        var run = await ToolRun.Of(store.Folder, commandLine.Split(' '));
        Assert.Equal("", run.Output);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.StartsWith("error: ", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(exitCode, run.ExitCode);
    }
}
