using ModelTracking.Cli.Views;
using ModelTracking.Records;
using ModelTracking.Tests;
using Spectre.Console.Testing;

namespace ModelTracking.Cli.Tests.Views;

public sealed class SeriesChartTests
{
    public static TheoryData<double[]> Curves => new(
        [0, 0],
        [-1e-300, 1e-300],
        [5e-324, 1e-323],
        [double.MinValue, double.MaxValue],
        [1e15, 1e15 + 1],
        [double.NaN, 1, double.NaN],
        [double.NegativeInfinity, 1, double.PositiveInfinity],
        [1, 2, 3]);

    [Theory]
    [MemberData(nameof(Curves))]
    public void Any_curve_fits_its_width(double[] values)
    {
        var lines = Draw(60, [.. values.Select((v, i) => MetricBucket.Of(Some.Point(v, i)))]);
        Assert.InRange(lines.Length, 14, 16);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 60));
        Assert.Contains(lines, line => line.Any(c => c > 0x2800 && c <= 0x28FF));
    }

    [Fact]
    public void A_spike_inside_a_bucket_is_drawn_to_the_top()
    {
        var calm = new MetricBucket(10, 0, Some.Point(1, 0), Some.Point(1, 9), 1, 1);
        var spike = new MetricBucket(10, 0, Some.Point(1, 10), Some.Point(1, 19), 1, 100);
        var top = Draw(60, [calm, spike, calm with { Start = Some.Point(1, 20), End = Some.Point(1, 29) }])[0];
        Assert.Equal(1, top.Count(c => c > 0x2800 && c <= 0x28FF));
    }

    [Fact]
    public void NaN_is_marked_below_the_place_where_it_is()
    {
        var lines = Draw(60, [.. Enumerable.Range(0, 11).Select(i => MetricBucket.Of(Some.Point(i == 5 ? double.NaN : i, i)))]);
        var axis = lines.Single(l => l.Contains('└'));
        var marks = lines.Single(l => l.TrimStart().StartsWith("NaN", StringComparison.Ordinal));
        Assert.InRange(marks.IndexOf('×') - axis.IndexOf('└') - ((axis.Length - axis.IndexOf('└')) / 2), -1, 1);
    }

    [Fact]
    public void A_curve_without_a_finite_number_says_so() =>
        Assert.Contains("no point is a finite number", Draw(60, [MetricBucket.Of(Some.Point(double.NaN, 1))])[0], StringComparison.Ordinal);

    [Fact]
    public void Points_without_steps_stand_side_by_side_in_order_of_time() =>
        Assert.Contains("without steps", Draw(60, [MetricBucket.Of(Some.Point(1)), MetricBucket.Of(Some.Point(2))])[^1], StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 1, "0 0.25 0.5 0.75 1")]
    [InlineData(0.0573, 1.05, "0.25 0.5 0.75 1")]
    [InlineData(-7, 12, "-5 0 5 10")]
    [InlineData(1e15, 1e15 + 1, "1e15 1e15")]
    public void Axis_labels_are_round_numbers(double from, double to, string expected) =>
        Assert.Equal(expected, string.Join(' ', AxisTicks.Between(from, to, 4).Select(t => Format.Number(t))));

    [Theory]
    [InlineData(new double[] { 0, 1, 2, 3, 4, 5, 6, 7 }, "▁▂▃▄▅▆▇█")]
    [InlineData(new double[] { 4, 4 }, "▅▅")]
    [InlineData(new[] { 0, double.NaN, 1 }, "▁×█")]
    [InlineData(new[] { double.MinValue, double.MaxValue }, "▁█")]
    [InlineData(new[] { double.NaN, double.PositiveInfinity }, "××")]
    public void A_sparkline_goes_from_the_lowest_to_the_highest(double[] values, string expected) =>
        Assert.Equal(expected, Sparkline.Of([.. values.Select((v, i) => MetricBucket.Of(Some.Point(v, i)))]));

    private static string[] Draw(int width, IReadOnlyList<MetricBucket> buckets)
    {
        using var console = new TestConsole().Width(width);
        new SeriesChart(console, width).Write(buckets);
        return console.Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
    }
}
