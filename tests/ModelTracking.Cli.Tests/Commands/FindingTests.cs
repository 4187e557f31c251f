using ModelTracking.Cli.Tests.Shared;

namespace ModelTracking.Cli.Tests.Commands;

public sealed class FindingTests(SampleStore store) : IClassFixture<SampleStore>
{
    [Theory]
    [InlineData("baseline")]
    [InlineData("01")]
    [InlineData("01A4C2E8")]
    [InlineData("01a4c2e8111111111111111111111111")]
    [InlineData("01a4c2e8-1111-1111-1111-111111111111")]
    public async Task A_run_is_named_by_name_by_id_or_by_the_beginning_of_it(string text) =>
        Assert.Equal(Samples.Baseline, await NameOf("show", text, "--json"));

    [Fact]
    public async Task Latest_is_the_newest_run() =>
        Assert.Equal(Samples.TwinId(10).ToString(), (await ToolRun.Of(store.Folder, "show", "latest", "--json")).Json.GetProperty("run").GetProperty("id").GetString());

    [Fact]
    public async Task The_store_may_be_given_as_a_folder_or_a_URI()
    {
        Assert.Equal(Samples.Baseline, await NameOf("show", "01", "--json", "--store", store.Folder));
        Assert.Equal(Samples.Baseline, await NameOf("show", "01", "--json", "--store", new Uri(store.Folder).AbsoluteUri));
    }

    [Theory]
    [InlineData("start", "01a4", "02a4", "03a4")]
    [InlineData("-start", "feed000a", "feed0009", "08a4")]
    [InlineData("duration", "feed", "feed", "08a4")]
    [InlineData("-duration", "06a4", "03a4", "05a4")]
    [InlineData("-metrics.accuracy", "01a4", "07a4", "05a4")]
    [InlineData("metrics.accuracy", "04a4", "05a4", "07a4")]
    [InlineData("params.l2", "02a4", "05a4", "07a4")]
    [InlineData("params.lr", "feed000a", "feed0009", "08a4")]
    public async Task Runs_are_sorted_by_any_key_and_those_without_it_come_last(string key, params string[] expected)
    {
        var ids = (await ToolRun.Of(store.Folder, "runs", "--json", "--limit", "3", "--sort", key)).Json.EnumerateArray().Select(r => r.GetProperty("id").GetString()!).ToList();
        Assert.Equal(expected.Length, ids.Count);
        Assert.All(ids.Zip(expected), pair => Assert.StartsWith(pair.Second, pair.First, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Desc_says_the_same_as_a_dash() =>
        Assert.Equal(
            (await ToolRun.Of(store.Folder, "runs", "--sort", "-params.l2")).Output,
            (await ToolRun.Of(store.Folder, "runs", "--sort", "params.l2", "--desc")).Output);

    [Fact]
    public async Task Runs_of_one_experiment_are_listed_alone()
    {
        var runs = (await ToolRun.Of(store.Folder, "runs", "--json", "-e", "scratch")).Json.EnumerateArray();
        Assert.Equal(["twin", "twin", Samples.Quiet], runs.Select(r => r.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_limited_list_says_how_many_runs_there_are() =>
        Assert.EndsWith("3 of 10 runs; --limit 0 lists all.\n", (await ToolRun.Of(store.Folder, "runs", "-n", "3")).Output, StringComparison.Ordinal);

    [Fact]
    public async Task A_series_may_be_named_with_its_context()
    {
        var series = (await ToolRun.Of(store.Folder, "metrics", Samples.Baseline, "loss{validation}", "--json")).Json.EnumerateArray().Single();
        Assert.Equal("validation", series.GetProperty("metric").GetProperty("context").GetString());
    }

    [Fact]
    public async Task Text_that_steers_a_terminal_is_shown_and_not_obeyed() =>
        Assert.DoesNotContain('\u001b', (await ToolRun.Of(store.Folder, "show", "06a4")).Output);

    private async Task<string?> NameOf(params string[] args) =>
        (await ToolRun.Of(store.Folder, args)).Json.GetProperty("run").GetProperty("name").GetString();
}
