namespace ModelTracking.Reading.Linq;

/// <summary>A metric in a LINQ condition; see <see cref="IQueriedRun"/>.</summary>
public interface IQueriedMetric
{
    /// <summary>At the greatest step.</summary>
    double Last { get; }

    /// <summary>The smallest.</summary>
    double Min { get; }

    /// <summary>The greatest.</summary>
    double Max { get; }

    /// <summary>The first logged.</summary>
    double First { get; }

    /// <summary>The mean of those that are not NaN.</summary>
    double Avg { get; }

    /// <summary>The best by the metric's declared goal; missing where none was declared.</summary>
    double Best { get; }

    /// <summary>Number of points.</summary>
    long Count { get; }

    /// <summary>The value at a step; missing where there is none. Reads points, so it is asked last.</summary>
    double At(long step);

    /// <summary>The value at the step at which another metric was best. Reads points, so it is asked last.</summary>
    double AtBest(string otherKey);
}
