namespace ModelTracking.Analysis.Grouping;

/// <summary>A group's metric at one step.</summary>
/// <param name="Step">The step.</param>
/// <param name="Count">How many runs count at it.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Low">Lower end of the mean's confidence interval; NaN for one run.</param>
/// <param name="High">Upper end of the mean's confidence interval; NaN for one run.</param>
/// <param name="Min">The smallest value.</param>
/// <param name="Max">The greatest value.</param>
public readonly record struct GroupCurvePoint(double Step, int Count, double Mean, double Low, double High, double Min, double Max)
{
    /// <summary>Their middle value.</summary>
    public double Median { get; init; }

    /// <summary>Their standard deviation, with <c>n - 1</c>; NaN for one run.</summary>
    public double Deviation { get; init; }
}
