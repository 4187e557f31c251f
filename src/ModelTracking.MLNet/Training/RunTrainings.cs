using System.Runtime.CompilerServices;

namespace ModelTracking.MLNet.Training;

/// <summary>
/// What of a run's trainings is known: which key prefix belongs to which trainer with which hyperparameters, and how
/// often it was fitted. Folds of a cross-validation share a prefix and are told apart by the fit's number. Thread-safe.
/// </summary>
internal sealed class RunTrainings
{
    private const int MaxWarnings = 100;
    private static readonly ConditionalWeakTable<Run, RunTrainings> All = [];
    private readonly Dictionary<string, TrainingSlot> _slots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _prefixes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _once = new(StringComparer.Ordinal);
    private int _warnings;
    private int _datasets;

    private RunTrainings()
    {
    }

    public static RunTrainings Of(Run run) => All.GetValue(run, static _ => new RunTrainings());

    /// <summary>The slot of a trainer in this configuration: <c>training</c> for the first, <c>training.2</c> for the next, and so on.</summary>
    /// <param name="outer">Prefix of the trainer it sits in; null for none.</param>
    /// <param name="fingerprint">Tells trainer and configuration.</param>
    public TrainingSlot SlotOf(string? outer, string fingerprint)
    {
        var stem = outer is null ? "training" : $"{outer}.inner";
        lock (_slots)
        {
            var key = $"{stem}\n{fingerprint}";
            if (!_slots.TryGetValue(key, out var slot))
            {
                var number = _prefixes[stem] = _prefixes.GetValueOrDefault(stem) + 1;
                _slots[key] = slot = new TrainingSlot(number == 1 ? stem : $"{stem}.{number}");
            }

            return slot;
        }
    }

    /// <summary>True the first time it is asked about this text.</summary>
    public bool IsFirst(string what)
    {
        lock (_slots)
        {
            return _once.Add(what);
        }
    }

    /// <summary>Counts a data set: 1 for the first.</summary>
    public int NextDataset() => Interlocked.Increment(ref _datasets);

    /// <summary>True where a warning is new and there is room for it.</summary>
    public bool AdmitsWarning(string text)
    {
        lock (_slots)
        {
            return _warnings < MaxWarnings && _once.Add("warning\n" + text) && ++_warnings <= MaxWarnings;
        }
    }
}
