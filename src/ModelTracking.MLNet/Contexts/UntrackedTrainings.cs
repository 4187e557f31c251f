using System.Collections.Concurrent;
using System.Diagnostics;
using ModelTracking.MLNet.Training;
using ModelTracking.Records;

namespace ModelTracking.MLNet.Contexts;

/// <summary>
/// What a context's messages tell of trainings that are not themselves tracked: the trainer's name, how long it took,
/// the values it chose, FastTree's tests. Thread-safe.
/// </summary>
internal sealed class UntrackedTrainings(Run run, MLNetOptions options)
{
    private const string Ending = "; Training";
    private readonly ConcurrentDictionary<string, Going> _going = new(StringComparer.Ordinal);

    public void Take(string source, string message)
    {
        if (!source.EndsWith(Ending, StringComparison.Ordinal))
        {
            return;
        }

        var name = source[..^Ending.Length];
        name = name[(name.LastIndexOf("; ", StringComparison.Ordinal) is var at && at >= 0 ? at + 2 : 0)..];
        if (message.StartsWith("Channel started", StringComparison.Ordinal))
        {
            Start(source, name);
        }
        else if (message.StartsWith("Channel finished", StringComparison.Ordinal) || message.StartsWith("Channel disposed", StringComparison.Ordinal))
        {
            if (_going.TryRemove(source, out var going))
            {
                run.LogMetric("training.trainer_seconds", Stopwatch.GetElapsedTime(going.Started).TotalSeconds, null, going.Context);
            }
        }
        else
        {
            Hear(_going.GetValueOrDefault(source) ?? Start(source, name), message);
        }
    }

    private Going Start(string source, string name)
    {
        var slot = RunTrainings.Of(run).SlotOf(null, "context\n" + name);
        var fit = slot.NextFit();
        if (fit == 1 && options.LogParams)
        {
            run.LogParam($"{slot.Prefix}.trainer", name);
        }

        return _going[source] = new Going(slot, fit, FitScope.ContextOf(fit), Stopwatch.GetTimestamp());
    }

    private void Hear(Going going, string message)
    {
        if (TunedValues.Read(message) is { } tuned)
        {
            if (options.LogParams && going.Fit == 1)
            {
                run.LogParam($"{going.Slot.Prefix}.{tuned.Name}", tuned.Value);
            }
        }
        else if (options.LogCurves)
        {
            TrainerReports.Log(run, message, going.Context, () => ++going.Reports);
        }
    }

    private sealed record Going(TrainingSlot Slot, int Fit, MetricContext Context, long Started)
    {
        public int Reports { get; set; }
    }
}
