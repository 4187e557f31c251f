using System.Runtime.InteropServices;
using ModelTracking.Records;
using ModelTracking.Runtime;
using TorchSharp;

namespace ModelTracking.Training;

/// <summary>Scalars out of tensors: reads them, logs them at the right step, watches for NaN and infinity.</summary>
internal sealed class ScalarLog(TorchSession session)
{
    private const int RecentEntries = 4;

    private readonly Dictionary<MetricKey, ScalarEntry> _entries = [];
    private readonly ScalarEntry?[] _recent = new ScalarEntry?[RecentEntries];
    private int _nextRecent;
    private readonly DeferredScalars _deferred = new();

    public ScalarReading Reading { get; set; } = ScalarReading.Automatic;

    /// <summary>The first step of training whose loss was not finite, since the last look.</summary>
    public bool SawNonFinite { get; set; }

    public void Log(torch.Tensor tensor, string key, MetricContext context)
    {
        lock (_entries)
        {
            var entry = Entry(key, context);
            var isTraining = NativeTensor.RequiresGrad(tensor);
            entry.IsRemote ??= tensor.device_type != DeviceType.CPU;
            if (Reading == ScalarReading.Deferred || (Reading == ScalarReading.Automatic && entry.IsRemote.Value))
            {
                _deferred.Add(tensor, entry, isTraining ? session.CurrentStep : -session.Step);
                if (_deferred.AreDue)
                {
                    FlushDeferred();
                }

                return;
            }

            Accept(entry, Read(tensor, entry), isTraining ? session.CurrentStep : -session.Step, null);
        }
    }

    /// <summary>Reads and logs what is still kept as tensors.</summary>
    public void Flush()
    {
        lock (_entries)
        {
            FlushDeferred();
        }
    }

    /// <summary>Mean of each key since the last call, for the summary of an epoch.</summary>
    public IEnumerable<(MetricKey Key, double Mean, bool WasEvaluation)> TakeMeans()
    {
        Flush();
        foreach (var entry in _entries.Values)
        {
            if (entry.TakeMean(out var mean, out var evaluation))
            {
                yield return (entry.Series.Key, mean, evaluation);
            }
        }
    }

    private void FlushDeferred() => _deferred.Drain((entry, value, step, time) => Accept(entry, value, step, time));

    // A step of zero or less marks an evaluation: it belongs to the step whose model was evaluated.
    private void Accept(ScalarEntry entry, double value, long markedStep, long? time)
    {
        var isTraining = markedStep > 0;
        var step = Math.Abs(markedStep);
        entry.Count(value, isTraining);
        if (!double.IsFinite(value))
        {
            SawNonFinite |= isTraining;
            session.SayOnce("training.not_finite", entry.Name, $"{entry.Name} is {value} at step {step}. Lower the learning rate, clip gradients, or look for a division or a logarithm of zero.", EventSeverity.Error, step);
        }
        else if (!entry.LastWasFinite)
        {
            session.Forget("training.not_finite", entry.Name);
        }

        entry.LastWasFinite = double.IsFinite(value);
        if (!isTraining && session.Epochs is not null)
        {
            // One point per epoch: its mean is logged when the epoch ends.
            return;
        }

        if (time is { } then)
        {
            entry.Series.Log([new MetricPoint(value, step, then)]);
        }
        else
        {
            entry.Series.Log(value, step);
        }
    }

    private static double Read(torch.Tensor tensor, ScalarEntry entry)
    {
        if (entry.IsSingle)
        {
            try
            {
                return TensorScalar.ReadSingle(tensor);
            }
            catch (ExternalException) when (tensor.numel() != 1)
            {
                entry.IsSingle = false;
            }
        }

        return TensorScalar.Read(tensor);
    }

    // A loop names a few keys, by the same constant each time.
    private ScalarEntry Entry(string key, MetricContext context)
    {
        foreach (var recent in _recent)
        {
            if (recent is not null && ReferenceEquals(recent.Series.Key.Name, key) && recent.Series.Key.Context == context)
            {
                return recent;
            }
        }

        var metric = new MetricKey(key ?? "", context);
        if (!_entries.TryGetValue(metric, out var entry))
        {
            _entries[metric] = entry = new ScalarEntry(session.Run.Metric(metric.Name, context));
        }

        _nextRecent = (_nextRecent + 1) % RecentEntries;
        return _recent[_nextRecent] = entry;
    }
}
