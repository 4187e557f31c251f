using Microsoft.ML.Runtime;
using ModelTracking.Records;

namespace ModelTracking.MLNet.Training;

/// <summary>Passes a trainer's progress on and logs its metrics, each iteration as it comes.</summary>
internal sealed class CurveChannel : IProgressChannel
{
    private readonly IProgressChannel _own;
    private readonly TrackedTrainer _trainer;
    private readonly string _name;
    private MetricSeries?[] _series = [];
    private MetricContext? _context;
    private int _stepAt = -1;
    private long _count;

    public CurveChannel(IProgressChannel own, TrackedTrainer trainer, string name)
    {
        _own = own;
        _trainer = trainer;
        _name = name;
    }

    public void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction)
    {
        _own.SetHeader(header, fillAction);
        Guard.Run(_trainer.Run, "A loss curve", () => Prepare(header));
    }

    public void Checkpoint(params double?[] values)
    {
        _own.Checkpoint(values);
        if (_series.Length > 0 && values is not null)
        {
            Guard.Run(_trainer.Run, "A loss curve", () => Log(values));
        }
    }

    // Channels below this one report no metrics, only how far a single pass has come.
    public IProgressChannel StartProgressChannel(string name) => _own.StartProgressChannel(name);

    public void Dispose() => _own.Dispose();

    private void Prepare(ProgressHeader header)
    {
        if (!header.MetricNames.Any(IsCurve))
        {
            return;
        }

        // The header may be set again within one pass.
        var context = _context ??= _trainer.NextPass("progress " + _name);
        _series = [.. header.MetricNames.Select(name => IsCurve(name) ? _trainer.Series(CurveNames.KeyOf(name), context) : null)];

        // Values are the metrics, then the units. LightGBM lists the iteration among its metrics.
        var names = header.MetricNames.Concat(header.UnitNames).ToList();
        _stepAt = names.FindIndex(n => n.StartsWith("iteration", StringComparison.OrdinalIgnoreCase) || n.Equals("epoch", StringComparison.OrdinalIgnoreCase));
    }

    private void Log(double?[] values)
    {
        var step = _stepAt >= 0 && _stepAt < values.Length && values[_stepAt] is { } told ? (long)told : ++_count;
        for (var i = 0; i < Math.Min(_series.Length, values.Length); i++)
        {
            if (values[i] is { } value)
            {
                _series[i]?.Log(value, step);
            }
        }
    }

    private static bool IsCurve(string name) =>
        !name.StartsWith("iteration", StringComparison.OrdinalIgnoreCase) && !name.Contains("processed", StringComparison.OrdinalIgnoreCase) && !name.Contains("examples", StringComparison.OrdinalIgnoreCase);
}
