using ModelTracking.Cli.Stores;
using ModelTracking.Records;

namespace ModelTracking.Cli.Tests.Stores;

public sealed class ParsingTests
{
    [Theory]
    [InlineData("100..200", 100L, 200L)]
    [InlineData("100..", 100L, null)]
    [InlineData("..200", null, 200L)]
    [InlineData("-5..-1", -5L, -1L)]
    [InlineData("7", 7L, 7L)]
    public void A_range_may_be_open(string text, long? from, long? to) => Assert.Equal(new StepRange(from, to), StepRanges.Parse(text));

    [Theory]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData("1..2..3")]
    [InlineData("1,000..2")]
    public void What_is_no_range_is_refused(string text) => Assert.Equal(2, Assert.Throws<ToolException>(() => StepRanges.Parse(text)).ExitCode);

    [Theory]
    [InlineData("30d", 30 * 24)]
    [InlineData("2w", 14 * 24)]
    [InlineData("12h", 12)]
    [InlineData("0", 0)]
    public void A_span_has_a_unit(string text, double hours) => Assert.Equal(TimeSpan.FromHours(hours), Spans.Parse(text));

    [Theory]
    [InlineData("30")]
    [InlineData("d")]
    [InlineData("-1d")]
    [InlineData("1.5d")]
    [InlineData("99999999999w")]
    [InlineData("9999999w")]
    public void What_is_no_span_is_refused(string text) => Assert.Equal(2, Assert.Throws<ToolException>(() => Spans.Parse(text)).ExitCode);
}
