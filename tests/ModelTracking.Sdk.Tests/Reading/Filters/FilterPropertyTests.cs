using FsCheck.Xunit;
using ModelTracking.Reading.Filters;

namespace ModelTracking.Tests.Reading.Filters;

[Properties(Arbitrary = [typeof(FilterArbitraries)], MaxTest = 2000)]
public class FilterPropertyTests
{
    private static readonly string[] Words =
    [
        "metrics.", "params.", "tags", "a", "AND", "OR", "NOT", "(", ")", "IN", "LIKE", "'x", "'", "\"", "`", "1", "-", "7d", ">", "=", "IS", "NULL", "BETWEEN",
        "min(", "at(", ",", "[", "]", "now", ".", "..", "ORDER BY", "LIMIT", "SELECT", "AS", "RLIKE '(a+)+$'", "🙂", "\0", "ANY CHILD", "HAS", "1e999", "%", "--",
    ];

    [Property]
    public void A_condition_that_is_printed_and_read_again_is_the_same(RunFilter filter) =>
        Assert.Equal(filter, RunFilter.Parse(filter.ToString()));

    [Property]
    public void Random_words_are_a_query_or_an_error_at_a_place_within_the_text(int seed)
    {
        var random = new Random(seed);
        var text = string.Join(random.Next(2) == 0 ? " " : "", Enumerable.Range(0, random.Next(40)).Select(_ => Words[random.Next(Words.Length)]));
        try
        {
            _ = RunSearch.Parse(text).ToString();
        }
        catch (FilterException error)
        {
            Assert.InRange(error.Position, 0, text.Length);
            Assert.InRange(error.Position + error.Length, 0, text.Length);
        }
    }

    [Theory]
    [InlineData("(", 70)]
    [InlineData("NOT ", 20_000)]
    [InlineData("-", 20_000)]
    [InlineData("(", 60_000)]
    [InlineData("ANY CHILD (", 5_000)]
    public void Endless_nesting_is_refused(string piece, int times)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times)) + "metrics.a > 1";
        Assert.Throws<FilterException>(() => RunFilter.Parse(text));
    }

    [Fact]
    public void A_hostile_regular_expression_is_refused_or_answered_at_once()
    {
        Assert.Throws<FilterException>(() => RunFilter.Parse("tags.a RLIKE '((a{100}){100}){100}'"));
        Assert.Throws<FilterException>(() => RunFilter.Parse(@"tags.a RLIKE '(?=a)b'"));
        Assert.Throws<FilterException>(() => RunFilter.Parse("tags.a RLIKE '('"));
        Assert.NotNull(RunFilter.Parse("tags.a RLIKE '(a+)+$'"));
    }
}
