using System.Globalization;
using ModelTracking.Records;

namespace ModelTracking.Capture.Watching;

/// <summary>Finds that a run has stopped logging. A run that is always slow is measured by its own pace. Thread-safe.</summary>
internal sealed class SilenceWatch(TimeSpan limit, TimeProvider time)
{
    private const int Patience = 10;

    private readonly object _gate = new();
    private long _last = time.GetTimestamp();
    private TimeSpan _longest;
    private bool _told;

    /// <summary>The program logged points.</summary>
    public void Heard()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var pause = time.GetElapsedTime(_last, now);
            _longest = !_told && pause > _longest ? pause : _longest;
            _last = now;
            _told = false;
        }
    }

    /// <summary>Looks whether it is time to tell, which it does once per silence.</summary>
    public EventLogged? Check()
    {
        lock (_gate)
        {
            var silence = time.GetElapsedTime(_last);
            if (_told || silence < limit || silence < Patience * _longest)
            {
                return null;
            }

            _told = true;
            return new EventLogged("watchdog.silence", string.Create(CultureInfo.InvariantCulture, $"No metric was logged for {silence.TotalMinutes:0.#} minutes. The program may hang, or wait for data."))
            {
                Severity = EventSeverity.Warning,
                Time = time.GetUtcNow(),
            };
        }
    }
}
