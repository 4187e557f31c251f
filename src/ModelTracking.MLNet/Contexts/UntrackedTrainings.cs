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
    private readonly ConcurrentDictionary<string, Going> _going = new(StringComparer.Ordinal);

    /// <param name="source">Component and channel, for example <c>FastTreeTraining; Training</c>.</param>
    /// <param name="message">What it says.</param>
    public void Take(string source, string message)
    {
        var end = source.LastIndexOf("; ", StringComparison.Ordinal);
        if (end < 0)
        {
            return;
        }

        var (trainer, channel) = (source[..end], source[(end + 2)..]);
        if (TunedValues.Read(message) is { } tuned)
        {
            LogOnce(SlotOf(trainer), tuned.Name, tuned.Value);
        }
        else if (ListeningChannel.IsTraining(channel))
        {
            TakeTraining(trainer, source, message);
        }
    }

    private void TakeTraining(string trainer, string source, string message)
    {
        if (message.StartsWith("Channel started", StringComparison.Ordinal))
        {
            var slot = SlotOf(trainer);
            LogOnce(slot, "trainer", trainer);
            _going[source] = new Going(FitScope.ContextOf(slot.NextFit()), Stopwatch.GetTimestamp());
        }
        else if (message.StartsWith("Channel finished", StringComparison.Ordinal) || message.StartsWith("Channel disposed", StringComparison.Ordinal))
        {
            if (_going.TryRemove(source, out var going))
            {
                run.LogMetric("training.trainer_seconds", Stopwatch.GetElapsedTime(going.Started).TotalSeconds, null, going.Context);
            }
        }
        else if (options.LogCurves && _going.TryGetValue(source, out var going))
        {
            TrainerReports.Log(run, message, going.Context, () => ++going.Reports);
        }
    }

    private TrainingSlot SlotOf(string trainer) => RunTrainings.Of(run).SlotOf(null, "context\n" + trainer);

    private void LogOnce(TrainingSlot slot, string name, object value)
    {
        if (options.LogParams && RunTrainings.Of(run).IsFirst($"param\n{slot.Prefix}.{name}"))
        {
            run.LogParam($"{slot.Prefix}.{name}", value);
        }
    }

    private sealed record Going(MetricContext Context, long Started)
    {
        public long Reports { get; set; }
    }
}
