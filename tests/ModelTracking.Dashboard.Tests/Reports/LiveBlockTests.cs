using System.Diagnostics;
using ModelTracking.Dashboard.Reports;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Tests.Reports;

/// <summary>Which parts of a report are live, and what they say: the same as the client reads.</summary>
public sealed class LiveBlockTests
{
    [Theory]
    [InlineData("# R\n```chart\nmetric: loss\n```\ntext", "chart\nmetric: loss")]
    [InlineData("```chart\r\nmetric: loss\r\nx: time\r\n\r\n```", "chart\nmetric: loss\nx: time")]
    [InlineData("~~~~ runs \nlimit: 3\n~~~\n~~~~\n```run\nrun: a\n```", "runs\nlimit: 3\n~~~|run\nrun: a")]
    [InlineData("   ```compare\nrun: a\n   ```", "compare\nrun: a")]
    [InlineData("    ```chart\nmetric: loss\n    ```", "")]
    [InlineData("```chart loss\nmetric: loss\n```", "")]
    [InlineData("```Chart\nmetric: loss\n```", "")]
    [InlineData("```cs\n```chart\nmetric: loss\n```", "")]
    [InlineData("```chart`\nmetric: loss\n```chart\nmetric: f1", "chart\nmetric: f1")]
    [InlineData("```artifact\nrun: a\npath: b", "artifact\nrun: a\npath: b")]
    [InlineData("text\n```chart\nmetric: loss\n```", "chart\nmetric: loss")]
    [InlineData("> quoted\n> ```chart\n> metric: loss\n> ```\n\n```runs\n```", "chart\nmetric: loss|runs")]
    [InlineData("> quoted\n```chart\nmetric: loss\n```", "chart\nmetric: loss")]
    [InlineData("- item\n  ```chart\n  metric: loss\n  ```\n- [x] ```run\n  run: a", "chart\nmetric: loss|run\nrun: a")]
    [InlineData("1. one\n2) two\n\n   ```chart\n   metric: loss\n   ```\n\nno item\n```runs\n```", "chart\nmetric: loss|runs")]
    [InlineData("a | b\n--- | :-:\n```chart | c\nmetric: loss\n```runs\nlimit: 1", "runs\nlimit: 1")]
    [InlineData("```chart\n```", "chart")]
    [InlineData("", "")]
    public void A_fence_with_one_of_the_words_is_a_live_block(string report, string expected) =>
        Assert.Equal(expected.Length == 0 ? [] : expected.Split('|'), LiveBlock.In(report).Select(b => b.Source));

    [Fact]
    public void A_block_is_lines_of_key_and_value_and_what_is_else_in_it_is_passed_over()
    {
        var block = Assert.Single(LiveBlock.In("```chart\n metric :  loss[train] \nmetric: f1\nquery: tags.a = 'x: y'\nlimit: 7\nsmoothing:\nnonsense\nshape: odd\n```"));
        Assert.Equal(LiveBlockKind.Chart, block.Kind);
        Assert.Equal(["loss[train]", "f1"], block.Many("metric"));
        Assert.Equal(("tags.a = 'x: y'", "", "odd"), (block.One("query"), block.One("smoothing"), block.One("shape")));
        Assert.Equal((7, 6, 5), (block.Count("limit", 5, 10), block.Count("limit", 5, 6), block.Count("query", 5, 6)));
    }

    [Fact]
    public void A_metric_is_meant_in_every_context_or_in_the_one_that_is_named()
    {
        var metrics = BlockMetric.Of(Assert.Single(LiveBlock.In("```run\nmetrics: loss[train], a/f1,,x[\n```")));
        Assert.Equal(3, metrics.Length);
        Assert.True(metrics[0].Matches(new MetricKey("loss", "train")));
        Assert.False(metrics[0].Matches(new MetricKey("loss", "test")));
        Assert.True(metrics[1].Matches(new MetricKey("a/f1", "test")) && metrics[1].Matches("a/f1"));
        Assert.True(metrics[2].Matches("x["));
    }

    [Fact]
    public void A_report_has_at_most_fifty_live_blocks() =>
        Assert.Equal(50, LiveBlock.In(string.Concat(Enumerable.Range(0, 60).Select(i => $"```runs\nlimit: {i}\n```\n"))).Count);

    [Theory]
    [InlineData("# ", " ", "x")]
    [InlineData("a|\n", " ", "x|")]
    [InlineData("- ", "- ", "x")]
    [InlineData("", "> ", "```chart")]
    [InlineData("", "* ", "x")]
    [InlineData("```", " ", "`")]
    [InlineData("", "- a\n ", "x")]
    [InlineData("", "> - ", "x")]
    [InlineData("| a |\n", "|-", "x")]
    [InlineData("1", "1", ". x")]
    public void A_hostile_text_takes_no_longer_than_any_other(string begin, string middle, string end)
    {
        var text = begin + string.Concat(Enumerable.Repeat(middle, 100_000 / middle.Length)) + end;
        var watch = Stopwatch.StartNew();
        _ = LiveBlock.In(text);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData("", 20)]
    [InlineData("7", 7)]
    [InlineData("51", 50)]
    [InlineData("99999999999999999999", 50)]
    [InlineData("0", 20)]
    [InlineData("-3", 20)]
    [InlineData("many", 20)]
    [InlineData("\u0663", 20)]
    public void A_limit_beyond_the_most_is_the_most(string limit, int expected) =>
        Assert.Equal(expected, Assert.Single(LiveBlock.In($"```chart\nmetric: loss\nlimit: {limit}\n```")).Count("limit", 20, 50));
}
