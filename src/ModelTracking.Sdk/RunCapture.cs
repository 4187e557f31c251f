using ModelTracking.Capture;
using ModelTracking.Capture.Gauges;
using ModelTracking.Capture.Git;
using ModelTracking.Capture.Meters;
using ModelTracking.Capture.Output;
using ModelTracking.Capture.Packages;
using ModelTracking.Capture.Watching;
using ModelTracking.Delivery;
using ModelTracking.Diagnostics;
using ModelTracking.Records;

namespace ModelTracking;

/// <summary>
/// Captures what belongs to one run, in the background, from its start to its end. Never throws into the program.
/// A nested run tells its parent's code and environment; console, meters and machine are its parent's alone.
/// </summary>
internal sealed class RunCapture : ICaptureTarget
{
    // The first wait for a sample is this part of the usual one.
    private const int FirstSamples = 10;

    private static readonly TimeSpan ConsoleInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(5);

    private readonly Run _run;
    private readonly Snapshot _snapshot;
    private readonly CaptureOptions _options;
    private readonly string? _subfolder;
    private readonly Lazy<GitState> _code;
    private readonly CaptureTimers _timers;
    private readonly List<Task> _data = [];
    private readonly TaskCompletionSource _snapshotDone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConsoleLog _console;
    private readonly SilenceWatch? _silence;
    private readonly long _begun;
    private readonly bool _isNested;
    private SystemRecorder? _system;
    private Action? _endMeters;
    private int _hasConsoleTimer;
    private long _quietUntil = long.MinValue;
    private int _isEnding;

    /// <param name="run">The run, whose first record is logged already.</param>
    /// <param name="snapshot">What its process can say about itself.</param>
    /// <param name="parent">The capture of the open run that it is nested in, if any.</param>
    /// <param name="subfolder">Where its artifacts go, when other processes of the run have some of the same names; null for the usual place.</param>
    /// <param name="notCode">Folders that are not code: the store.</param>
    /// <param name="time">The clock.</param>
    public RunCapture(Run run, Snapshot snapshot, RunCapture? parent, string? subfolder, IReadOnlyList<string> notCode, TimeProvider time)
    {
        _run = run;
        _snapshot = snapshot;
        _options = snapshot.Options;
        _subfolder = subfolder;
        _isNested = parent is not null;
        Time = time;
        _begun = time.GetTimestamp();
        _timers = new CaptureTimers(time, () => IsQuiet, Guard);
        _code = parent?._code ?? new(() => snapshot.Code(notCode, () => _options.Timeout - time.GetElapsedTime(_begun), time));
        _console = new ConsoleLog(_options.MaxConsoleChars, _options.MaxConsoleTailChars, () => snapshot.Rules.Value, time, Log);
        _silence = _options.Watchdogs.Silence > TimeSpan.Zero && !_isNested ? new SilenceWatch(_options.Watchdogs.Silence, time) : null;
    }

    public RunId Id => _run.Id;

    public TimeProvider Time { get; }

    /// <summary>Begins. What need not be done at once is done in the background: the training thread pays for what has to be heard from now on.</summary>
    public void Begin()
    {
        var watch = _options.Watchdogs;
        if (watch.NotANumber || watch.Plateau || _silence is not null)
        {
            _run.Channel.Watch = new MetricWatch(watch, Found, () => _silence?.Heard()).See;
        }

        if (!_isNested)
        {
            BeginSources();
        }

        if (_options.Environment || _options.Code || !_timers.IsEmpty)
        {
            _run.Channel.Post(new RunCommand(_run.Channel) { Work = StartThread });
            _run.Client.WakeDelivery();
        }
        else
        {
            GoOn();
        }
    }

    /// <summary>The run's log, flushed from now on.</summary>
    public ConsoleLog OpenConsole()
    {
        if (Interlocked.Exchange(ref _hasConsoleTimer, 1) == 0)
        {
            _timers.Every(ConsoleInterval, () => _console.Flush());
        }

        return _console;
    }

    /// <summary>Says nothing for a while: the process may be about to go, and what is logged later takes a noted end back.</summary>
    public void Quiet()
    {
        _console.Flush(isLast: true);
        Volatile.Write(ref _quietUntil, Time.GetTimestamp() + (long)(QuietTime.TotalSeconds * Time.TimestampFrequency));
    }

    /// <summary>Does what is to be done while points may still be logged.</summary>
    public void BeforeEnd()
    {
        if (Interlocked.Exchange(ref _isEnding, 1) != 0)
        {
            return;
        }

        _timers.End();
        if (IsQuiet)
        {
            // The process may be gone in a moment: what is logged now could be the last word, in place of the noted end.
            return;
        }

        Guard(() =>
        {
            _system?.End();
            _endMeters?.Invoke();
        });
    }

    /// <summary>Waits for the snapshot, within its time limit, and for data that is being read; then logs the last of the console.</summary>
    public async Task CompleteAsync()
    {
        if (IsQuiet)
        {
            ConsoleHook.Remove(_console);
            return;
        }

        if (!await SnapshotAsync().ConfigureAwait(false))
        {
            Log(new EventLogged("capture.timeout", $"What the run ran on and from which code was not known within {_options.Timeout.TotalSeconds:0.#} s, and was given up.") { Severity = EventSeverity.Warning });
        }

        await DataAsync().ConfigureAwait(false);
        ConsoleHook.Remove(_console);
        Guard(() => _console.Flush(isLast: true));
    }

    /// <summary>Waits for the snapshot, within its time limit; false where it did not come.</summary>
    public async Task<bool> SnapshotAsync()
    {
        var left = _options.Timeout + TimeSpan.FromSeconds(1) - Time.GetElapsedTime(_begun);
        try
        {
            await _snapshotDone.Task.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Does work that belongs to the run in the background; a flush waits for it.</summary>
    public void Work(Action work)
    {
        var task = Task.Run(() => Guard(work));
        lock (_data)
        {
            _data.RemoveAll(t => t.IsCompleted);
            _data.Add(task);
        }
    }

    /// <summary>Waits for such work.</summary>
    public Task DataAsync()
    {
        lock (_data)
        {
            return Task.WhenAll(_data.ToArray());
        }
    }

    public void Log(TrackingRecord record) => _run.PostAlways(record.Time == default ? record with { Time = Time.GetUtcNow() } : record);

    public void LogMetric(string key, double value, MetricContext context = default) => _run.Metric(key, context).Log(value);

    public void Store(string path, byte[] bytes, string mediaType, string kind)
    {
        using var content = new MemoryStream(bytes, writable: false);
        _run.Stored(path, _run.Objects.Put(content, null, CancellationToken.None), new ArtifactOptions { MediaType = mediaType, Kind = kind });
    }

    public void Tell(string message, Exception? exception = null)
    {
        Log(new EventLogged("capture.failed", message) { Severity = EventSeverity.Warning });
        _run.Client.Diagnostics.Report(new Trouble(TroubleKind.CaptureFailed, message, "The run goes on without it; the part can be switched off in TrackingOptions.Capture.", exception));
    }

    private bool IsQuiet => Time.GetTimestamp() < Volatile.Read(ref _quietUntil);

    private void BeginSources()
    {
        if (_options.Console)
        {
            ConsoleHook.Add(OpenConsole());
        }

        if (_options.SystemMetrics)
        {
            var system = _system = new SystemRecorder(this, _snapshot.Gpus, _options.Watchdogs, Found);

            // Closer together at first: a run of a few seconds shows a curve too.
            _timers.EverySoonerAtFirst(_options.SystemMetricsInterval / FirstSamples, _options.SystemMetricsInterval, system.Sample);
        }

        if (_options.Meters.Count > 0)
        {
            var meters = new MeterSource([.. _options.Meters], _options.MaxMeterSeries, TellOfMeters);
            BeginMeters(() => meters.Collect(LogMetric), meters);
        }

        if (_options.Activities.Count > 0)
        {
            var activities = new ActivityTimes([.. _options.Activities], _options.MaxMeterSeries, TellOfMeters);
            BeginMeters(() => activities.Collect(LogMetric), activities);
        }

        if (_silence is not null)
        {
            _timers.Every(_options.Watchdogs.Silence / 4, () =>
            {
                if (_silence.Check() is { } finding)
                {
                    Log(finding);
                    Found(finding);
                }
            });
        }
    }

    // Whoever starts a thread waits a millisecond for it: the delivery loop does, not the training.
    private void StartThread()
    {
        try
        {
            new Thread(GoOn) { IsBackground = true, Name = "modeltracking: capture" }.UnsafeStart();
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStateException)
        {
            // The delivery loop must not wait for itself, as it might if this were logged.
            _run.Client.Diagnostics.Report(new Trouble(TroubleKind.CaptureFailed, "No thread could be started that captures what the run runs on.", "The run goes on without it; free memory or threads.", exception));
            _snapshotDone.TrySetResult();
        }
    }

    private void GoOn()
    {
        Guard(_timers.Start);
        TakeSnapshot();
        _snapshotDone.TrySetResult();
    }

    private void TakeSnapshot()
    {
        Guard(() => _system?.Begin());
        Guard(() =>
        {
            if (_options.Environment)
            {
                var (environment, packages) = _snapshot.Environment();
                WaitWhileQuiet();
                Store(Place(PackageGraph.Path), packages.ToBytes(), "application/json", PackageGraph.Kind);
                Log(environment with { PackagesArtifact = Place(PackageGraph.Path), Time = Time.GetUtcNow() });
            }
        });
        Guard(() =>
        {
            if (_options.Code)
            {
                var code = _code.Value;
                WaitWhileQuiet();
                LogCode(code);
            }
        });
    }

    // On the snapshot's own thread, which has time.
    private void WaitWhileQuiet()
    {
        while (IsQuiet)
        {
            Thread.Sleep(QuietTime / 100);
        }
    }

    private void LogCode(GitState state)
    {
        foreach (var (path, bytes) in state.Patches)
        {
            Store(Place(path), bytes, "text/x-patch", "patch");
        }

        Log(state.Code with
        {
            Patch = state.Code.Patch is { } patch ? Place(patch) : null,
            Submodules = [.. state.Code.Submodules.Select(s => s with { Patch = s.Patch is { } inner ? Place(inner) : null })],
            Time = Time.GetUtcNow(),
        });
    }

    private string Place(string path)
    {
        var folder = path.IndexOf('/', StringComparison.Ordinal);
        return _subfolder is null ? path : $"{path[..folder]}/{_subfolder}{path[folder..]}";
    }

    private void BeginMeters(Action collect, IDisposable source)
    {
        _timers.Every(_options.MeterInterval, collect);
        _endMeters += () =>
        {
            using (source)
            {
                collect();
            }
        };
    }

    private void TellOfMeters(string message) => Log(new EventLogged("capture.meters", message) { Severity = EventSeverity.Warning });

    private void Found(EventLogged finding)
    {
        if (_options.Watchdogs.OnFinding is { } callback)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ => Guard(() => callback(Id, finding)), null);
        }
    }

    private void Guard(Action act)
    {
        try
        {
            act();
        }
        catch (Exception exception)
        {
            Tell($"Something about the run's surroundings could not be captured: {exception.Message}", exception);
        }
    }
}
