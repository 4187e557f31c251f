using ModelTracking.Epochs;
using ModelTracking.Records;

namespace ModelTracking;

/// <summary>One pass over the training data, from <c>run.Epochs</c>. Not thread-safe.</summary>
public sealed class Epoch
{
    private readonly EpochLoop _loop;
    private readonly Dictionary<MetricKey, double> _values = [];

    internal Epoch(EpochLoop loop, int number, int count)
    {
        _loop = loop;
        Number = number;
        Count = count;
    }

    /// <summary>Its number, from 1; a resumed run goes on counting.</summary>
    public int Number { get; }

    /// <summary>How many epochs are planned.</summary>
    public int Count { get; }

    /// <summary>Logs a value of this epoch, at the run's present step: for the summary, early stopping and the best checkpoint too.</summary>
    /// <param name="key">The metric's key.</param>
    /// <param name="value">Any value.</param>
    /// <param name="context">What it was measured on. Default: none.</param>
    public void Log(string key, double value, MetricContext context = default)
    {
        _loop.Session.Run.LogMetric(key, value, _loop.Session.Step, context);
        _values[new MetricKey(key ?? "", context)] = value;
    }

    /// <summary>Values by key as text: <c>loss</c>, or <c>loss{test}</c> with a context.</summary>
    internal IReadOnlyDictionary<string, double> Values => _values.ToDictionary(v => v.Key.ToString(), v => v.Value, StringComparer.Ordinal);

    internal void Add(MetricKey key, double mean) => _values.TryAdd(key, mean);
}
