using ModelTracking.Cli.Views;

namespace ModelTracking.Cli.Tests.Views;

public sealed class FormatTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.1, "0.1")]
    [InlineData(-1234.56789, "-1234.57")]
    [InlineData(999999.4, "999999")]
    [InlineData(1234567.0, "1.23457e6")]
    [InlineData(0.0000123456789, "1.23457e-5")]
    [InlineData(5e-324, "4.94066e-324")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-∞")]
    public void A_number_has_at_most_six_digits(double value, string expected) => Assert.Equal(expected, Format.Number(value));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.0 KiB")]
    [InlineData(123_456, "120.6 KiB")]
    [InlineData(4L << 30, "4.0 GiB")]
    [InlineData(long.MaxValue, "8388608.0 TiB")]
    public void A_size_has_a_unit(long bytes, string expected) => Assert.Equal(expected, Format.Size(bytes));

    [Theory]
    [InlineData(-5, "0 s")]
    [InlineData(0.34, "340 ms")]
    [InlineData(59.99, "59.9 s")]
    [InlineData(192, "3 m 12 s")]
    [InlineData(7500, "2 h 05 m")]
    [InlineData(100_000, "1 d 03 h")]
    public void A_span_of_time_has_two_units_at_most(double seconds, string expected) => Assert.Equal(expected, Format.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(-3, "now")]
    [InlineData(12, "12 s ago")]
    [InlineData(3599, "59 m ago")]
    [InlineData(90_000, "1 d ago")]
    public void An_age_is_relative(double seconds, string expected)
    {
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(expected, Format.Age(now.AddSeconds(-seconds), now));
    }

    [Fact]
    public void Times_are_shown_on_the_clock_of_the_reader()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(5.5), "test", "test");
        Assert.Equal("2026-01-01 05:30:00", Format.Time(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), zone));
    }

    [Theory]
    [InlineData("short", 5, "short")]
    [InlineData("longer", 5, "long…")]
    [InlineData("模型模型", 5, "模型…")]
    [InlineData("模型模型", 4, "模…")]
    public void Text_is_cut_to_cells_and_not_to_characters(string text, int cells, string expected) => Assert.Equal(expected, Format.Fit(text, cells));

    [Fact]
    public void Text_that_steers_a_terminal_becomes_harmless() => Assert.Equal("a⏎b c\uFFFD[2J", Format.Line("a\r\nb\tc\u001b[2J"));

    [Theory]
    [InlineData("one two three", 7, "one two|three")]
    [InlineData("unbreakable", 4, "unbr|eaka|ble")]
    [InlineData("a\n\nb", 10, "a||b")]
    [InlineData("", 10, "")]
    public void Long_text_breaks_between_words(string text, int width, string expected) => Assert.Equal(expected, string.Join('|', Hanging.Lines(text, width)));
}
