using ModelTracking.Reading.Filters;

namespace ModelTracking.Tests.Reading.Filters;

public class FilterErrorTests
{
    [Theory]
    [InlineData("metric.acc > 0.9 AND parms.lr = 1", "parms", "params")]
    [InlineData("stauts = 'FINISHED'", "stauts", "status")]
    [InlineData("mn(metrics.loss) < 1", "mn", "min")]
    [InlineData("datasets.nme = 'x'", "datasets.nme", "name")]
    [InlineData("metrics.a > 1 ORDR BY metrics.a", "ORDR", "ORDER")]
    [InlineData("metrics.a > 1 ADN metrics.b > 2", "ADN", "AND")]
    public void A_misspelt_word_is_pointed_at_and_the_right_one_is_suggested(string query, string place, string suggestion)
    {
        var error = Assert.Throws<FilterException>(() => RunSearch.Parse(query));
        Assert.Equal(place, query.Substring(error.Position, error.Length));
        Assert.Equal(suggestion, error.Suggestion);
    }

    [Theory]
    [InlineData("metrics.acc >", "", "a field")]
    [InlineData("metrics.acc > 'x'", "'x'", "without quotes")]
    [InlineData("run_name = 5", "5", "single quotes")]
    [InlineData("start_time > 'yesterday'", "'yesterday'", "no date")]
    [InlineData("start_time > 7d", "7d", "now - 7d")]
    [InlineData("duration > '2h'", "'2h'", "without quotes")]
    [InlineData("params.shuffle > true", "true", "no order")]
    [InlineData("metrics.acc", "metrics.acc", "Compare it")]
    [InlineData("(metrics.a > 1) + 2 > 3", "metrics.a > 1", "is a condition")]
    [InlineData("params.lr IN ()", ")", "Expected")]
    [InlineData("name = 'open", "'open", "not closed")]
    [InlineData("metrics.a > 1 and", "", "a field")]
    [InlineData("metrics.a BETWEEN 1, 2", ",", "AND")]
    [InlineData("tags.x RLIKE '['", "'['", "wrong")]
    [InlineData("metrics.a > 7q", "7q", "neither a number")]
    [InlineData("params. > 1", ".", "key is expected")]
    [InlineData("at(metrics.loss, 1.5) > 1", "1.5", "whole number")]
    [InlineData("metrics.loss LIKE 'x'", "metrics.loss", "works on texts")]
    [InlineData("min(params.lr) < 1", "params.lr", "works on a metric")]
    [InlineData("metrics.a ; metrics.b", ";", "means nothing")]
    public void An_error_points_at_the_place_and_says_what_was_expected(string query, string place, string says)
    {
        var error = Assert.Throws<FilterException>(() => RunSearch.Parse(query));
        Assert.StartsWith(place, query.Substring(error.Position, error.Length), StringComparison.Ordinal);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_mark_stands_below_the_place()
    {
        var error = Assert.Throws<FilterException>(() => RunFilter.Parse("metrics.acc > 0.9 AND parms.lr = 1"));
        var lines = error.Marked().Split(Environment.NewLine);
        Assert.Equal("metrics.acc > 0.9 AND parms.lr = 1", lines[0]);
        Assert.Equal("                      ^^^^^", lines[1]);
    }
}
