namespace ModelTracking.Analysis.Reports;

/// <summary>Maps values to places in a drawing.</summary>
internal sealed class Axis
{
    private static readonly double[] RoundSteps = [1, 2, 2.5, 5, 10];
    private readonly double _from;
    private readonly double _to;
    private readonly double _start;
    private readonly double _end;

    private Axis(double from, double to, double start, double end) => (_from, _to, _start, _end) = (from, to, start, end);

    /// <summary>An axis for values between two.</summary>
    /// <param name="low">The smallest.</param>
    /// <param name="high">The greatest.</param>
    /// <param name="start">Where the axis begins in the drawing.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="padding">How much of the range is added at both ends.</param>
    public static Axis Around(double low, double high, double start, double end, double padding)
    {
        var more = high > low ? (high - low) * padding : Math.Max(Math.Abs(low) * 0.1, 0.5);
        return new Axis(low - more, high + more, start, end);
    }

    public double Place(double value) => _start + ((value - _from) / (_to - _from) * (_end - _start));

    /// <summary>About this many round numbers on the axis, ascending.</summary>
    public IEnumerable<double> Ticks(int about)
    {
        var rough = (_to - _from) / about;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = RoundSteps.Select(r => r * power).First(s => s >= rough * 0.999);
        var first = Math.Ceiling(_from / step);
        for (var i = 0; i < 2 * about && (first + i) * step <= _to; i++)
        {
            yield return Math.Round((first + i) * step, 12);
        }
    }
}
