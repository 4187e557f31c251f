using System.Globalization;
using ModelTracking.Records;

namespace ModelTracking;

/// <summary>
/// Stops training that no longer gets better: give it to <c>run.Epochs</c>, or ask <see cref="ShouldStop"/> in a loop of your
/// own. Not thread-safe.
/// </summary>
/// <param name="metric">Key of the metric to look at, as given to <c>epoch.Log</c> or <c>LogTo</c>.</param>
public sealed class EarlyStopping(string metric)
{
    /// <summary>Key of the metric that is looked at.</summary>
    public string Metric { get; } = metric ?? throw new ArgumentNullException(nameof(metric));

    /// <summary>How many values in a row may fail to be better. Default: 5.</summary>
    public int Patience { get; set; } = 5;

    /// <summary>By how much a value must be better to count. Default: 0.</summary>
    public double MinDelta { get; set; }

    /// <summary>Which direction is better. Default: smaller.</summary>
    public MetricGoal Goal { get; set; } = MetricGoal.Minimize;

    /// <summary>The best value so far; NaN before the first.</summary>
    public double Best { get; private set; } = double.NaN;

    /// <summary>Which value, counted from 1, was the best; 0 before the first.</summary>
    public int BestAt { get; private set; }

    /// <summary>How many values were seen.</summary>
    public int Seen { get; private set; }

    /// <summary>Why training stops, for people; null as long as it goes on.</summary>
    public string? Reason { get; private set; }

    /// <summary>Takes the next value and says whether to stop. A value that is not finite stops at once.</summary>
    public bool ShouldStop(double value)
    {
        Seen++;
        if (!double.IsFinite(value))
        {
            Reason = Text($"{Metric} is {value} at {Seen}, which no further training mends");
            return true;
        }

        if (double.IsNaN(Best) || (Goal == MetricGoal.Maximize ? value > Best + MinDelta : value < Best - MinDelta))
        {
            Best = value;
            BestAt = Seen;
        }
        else if (Seen - BestAt >= Patience)
        {
            Reason = Text($"{Metric} has not improved on {Best:G6} (at {BestAt}) by more than {MinDelta:G6} in {Patience} tries; the last value is {value:G6}");
        }

        return Reason is not null;
    }

    /// <summary>Goes on from where an earlier process was.</summary>
    internal void Resume(double best, int bestAt, int seen) => (Best, BestAt, Seen) = (best, bestAt, seen);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
