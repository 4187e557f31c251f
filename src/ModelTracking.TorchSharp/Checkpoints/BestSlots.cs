using ModelTracking.Records;

namespace ModelTracking.Checkpoints;

/// <summary>Which of the best checkpoints lies in which slot. Not thread-safe.</summary>
internal sealed class BestSlots(CheckpointOptions options, IEnumerable<double> known)
{
    private readonly List<double> _values = [.. known.Take(options.KeepBest)];

    /// <summary>The value in each slot.</summary>
    public IReadOnlyList<double> Values => [.. _values];

    /// <summary>The slot for a value that is good enough to be kept, else null. The worst one makes room.</summary>
    public int? Take(double value)
    {
        if (double.IsNaN(value) || options.KeepBest < 1)
        {
            return null;
        }

        if (_values.Count < options.KeepBest)
        {
            _values.Add(value);
            return _values.Count - 1;
        }

        var worst = 0;
        for (var i = 1; i < _values.Count; i++)
        {
            if (IsBetter(_values[worst], _values[i]))
            {
                worst = i;
            }
        }

        if (!IsBetter(value, _values[worst]))
        {
            return null;
        }

        _values[worst] = value;
        return worst;
    }

    private bool IsBetter(double one, double other) => options.Goal == MetricGoal.Maximize ? one > other : one < other;
}
