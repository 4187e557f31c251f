using ModelTracking.Records;
using TorchSharp;

namespace ModelTracking.Training;

/// <summary>
/// Steps and examples per second and tensors alive, at intervals of time. The clock is looked at some sixty times
/// an interval, and not at every step.
/// </summary>
internal sealed class StepRates
{
    private const int LooksPerInterval = 64;

    private readonly TorchSession _session;
    private readonly OptimizerTracking _options;
    private readonly TimeProvider _time;
    private readonly long _interval;
    private readonly TensorWatch _tensors;
    private long _since;
    private long _sinceStep;
    private long _logged;
    private long _nextLook;

    public StepRates(TorchSession session, OptimizerTracking options)
    {
        _session = session;
        _options = options;
        _time = options.TimeProvider;
        _interval = (long)(options.RateInterval.TotalSeconds * _time.TimestampFrequency);
        _tensors = new TensorWatch(session);
        _since = _time.GetTimestamp();
    }

    public void Observe(long step)
    {
        if (_sinceStep == 0)
        {
            // The first step pays for loading and warming up, and a resumed run begins anywhere: rates count from here.
            _sinceStep = step;
            _since = _time.GetTimestamp();
        }
        else if (step >= _nextLook)
        {
            Look(step);
        }
    }

    public void Finish(long step)
    {
        if (step > _sinceStep && _logged == 0)
        {
            Log(step);
        }
    }

    private void Look(long step)
    {
        var elapsed = _time.GetTimestamp() - _since;
        if (elapsed >= _interval)
        {
            Log(step);
            _nextLook = step + 1;
        }
        else
        {
            // As many steps as take a small part of the interval, at the pace since it began.
            _nextLook = step + Math.Max(1, (step - _sinceStep) * _interval / LooksPerInterval / Math.Max(1, elapsed));
        }
    }

    private void Log(long step)
    {
        var now = _time.GetTimestamp();
        var seconds = (double)(now - _since) / _time.TimestampFrequency;
        var steps = step - _sinceStep;
        _since = now;
        _sinceStep = step;
        _logged++;
        if (seconds <= 0)
        {
            return;
        }

        _session.Guard("Logging the speed of training", () =>
        {
            _session.Run.LogMetric("steps_per_second", steps / seconds, step);
            var examples = _session.Batches.TakeExamples();
            if (examples == 0)
            {
                examples = steps * _options.BatchSize;
            }

            if (examples > 0)
            {
                _session.Run.LogMetric("examples_per_second", examples / seconds, step);
            }

            _tensors.Log(step);
        });
    }
}
