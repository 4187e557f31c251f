using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ModelTracking.Artifacts;
using ModelTracking.Delivery;
using ModelTracking.Diagnostics;
using ModelTracking.Records;

namespace ModelTracking;

/// <summary>
/// A run that is being tracked. All members are thread-safe. <c>Log*</c> and <c>Set*</c> return at once, wait for no
/// I/O (a full buffer alone waits for the local disk) and never throw: what could not be kept is counted, told once
/// per kind, and stands in the <see cref="DeliveryReport"/>. Disposing ends the run as finished, or as failed where an exception is on its way.
/// </summary>
public sealed class Run : IDisposable, IAsyncDisposable
{
    private readonly RunContext _context;
    private readonly RunChannel _channel;
    private readonly ConcurrentDictionary<MetricKey, MetricSeries> _series = new();
    private readonly ConcurrentDictionary<string, MetricGoal> _goals = new(StringComparer.Ordinal);
    private readonly MetricSeries?[] _recent = new MetricSeries?[64];
    private readonly ConcurrentDictionary<string, ParamValue> _params = new(StringComparer.Ordinal);
    private readonly bool _beganWhileUnwinding = ExceptionsInFlight.IsUnwinding;
    private readonly ConcurrentStack<Action<RunStatus>> _beforeEnd = new();
    private volatile Task _lastArtifact = Task.CompletedTask;
    private Task<DeliveryReport>? _end;
    private RunEnded? _toldEnd;

    internal Run(RunContext context, RunChannel channel)
    {
        _context = context;
        _channel = channel;
    }

    /// <summary>The run's identity.</summary>
    public RunId Id => _channel.Id;

    /// <summary>The experiment it belongs to.</summary>
    public string Experiment => _context.Experiment;

    /// <summary>Its readable name.</summary>
    public string Name => _context.Name;

    /// <summary>The client it belongs to.</summary>
    public TrackingClient Client => _context.Client;

    /// <summary>The context that every metric of this process carries, for example <c>rank=3</c>.</summary>
    public MetricContext Context => _context.Context;

    /// <summary>True once it takes no more.</summary>
    public bool HasEnded => _channel.IsEnded;

    /// <summary>Sets a parameter. It is set once: the same value again is fine, another one is told and refused (see <see cref="CorrectParam"/>).</summary>
    /// <param name="key">Up to 1,000 characters without control characters.</param>
    /// <param name="value">Any value; numbers, booleans and null keep their type (see <see cref="ParamValue.From"/>).</param>
    public void LogParam(string key, object? value)
    {
        if (!Guard(key, "param"))
        {
            return;
        }

        var typed = ParamValue.From(value);
        var known = _params.GetOrAdd(key, typed);
        if (known != typed)
        {
            Tell(new Trouble(TroubleKind.ParamConflict, $"Param '{key}' is {known} and was set again to {typed}; the first value stays.", "Log each param once per run, or call CorrectParam to replace a value on purpose."));
            return;
        }

        Post(new ParamLogged(key, typed) { Time = Now() });
    }

    /// <summary>Replaces a parameter's value on purpose; the earlier one stays in its history.</summary>
    /// <param name="key">The parameter's key.</param>
    /// <param name="value">The new value.</param>
    /// <param name="reason">Why, for the history.</param>
    public void CorrectParam(string key, object? value, string? reason = null)
    {
        if (Guard(key, "param"))
        {
            var typed = ParamValue.From(value);
            _params[key] = typed;
            Post(new ParamLogged(key, typed) { IsCorrection = true, Reason = reason, Time = Now() });
        }
    }

    /// <summary>Sets a tag; setting it again replaces it, null removes it.</summary>
    public void SetTag(string key, string? value)
    {
        if (Guard(key, "tag"))
        {
            Post(new TagSet(key, value) { Time = Now() });
        }
    }

    /// <summary>Gives the run another name or description; null leaves a part as it is.</summary>
    public void Rename(string? name = null, string? description = null) =>
        Log(new RunRenamed { Name = name, Description = description, Time = Now() });

    /// <summary>A handle on a metric, for loops. The same key and context give the same handle.</summary>
    /// <param name="key">Up to 1,000 characters; slashes group keys in viewers.</param>
    /// <param name="context">What it is measured on, for example <c>"train"</c>. Default: none.</param>
    /// <param name="goal">Which direction is better. Default: not declared.</param>
    public MetricSeries Metric(string key, MetricContext context = default, MetricGoal goal = MetricGoal.None)
    {
        if (goal != MetricGoal.None && Guard(key, "metric") && (!_goals.TryGetValue(key, out var known) || known != goal))
        {
            _goals[key] = goal;
            Post(new MetricDeclared(key, goal) { Time = Now() });
        }

        return _series.GetOrAdd(new MetricKey(key ?? "", context), static (asked, run) => run.NewSeries(asked), this);
    }

    /// <summary>Logs a value at the present time. In a loop, <see cref="Metric"/> is faster still.</summary>
    /// <param name="key">The metric's key.</param>
    /// <param name="value">Any value; NaN and infinity are kept as they are.</param>
    public void LogMetric(string key, double value) => Recent(key).Log(value);

    /// <summary>Logs a value at a step, at the present time.</summary>
    /// <param name="key">The metric's key.</param>
    /// <param name="value">Any value; NaN and infinity are kept as they are.</param>
    /// <param name="step">The step; late, repeated and negative ones are fine.</param>
    public void LogMetric(string key, double value, long step) => Recent(key).Log(value, step);

    /// <summary>Logs a value in a context.</summary>
    /// <param name="key">The metric's key.</param>
    /// <param name="value">Any value; NaN and infinity are kept as they are.</param>
    /// <param name="step">The step, or null for none.</param>
    /// <param name="context">What it was measured on, for example <c>"test"</c>.</param>
    public void LogMetric(string key, double value, long? step, MetricContext context) =>
        Metric(key, context).Log(value, step ?? MetricPoint.NoStep);

    /// <summary>Logs several values of one moment: they share time and step.</summary>
    /// <param name="values">Keys and values.</param>
    /// <param name="step">The step, or null for none.</param>
    /// <param name="context">What they were measured on. Default: none.</param>
    public void LogMetrics(IEnumerable<KeyValuePair<string, double>> values, long? step = null, MetricContext context = default)
    {
        var now = UnixTime.ToMicroseconds(Now());
        foreach (var (key, value) in values ?? [])
        {
            Metric(key, context).Log(value, step ?? MetricPoint.NoStep, now);
        }
    }

    /// <summary>Logs something that happened.</summary>
    /// <param name="name">A stable, dotted name.</param>
    /// <param name="message">What happened, for people.</param>
    /// <param name="severity">How much it matters. Default: good to know.</param>
    /// <param name="step">The step it belongs to. Default: none.</param>
    public void LogEvent(string name, string message, EventSeverity severity = EventSeverity.Information, long? step = null)
    {
        if (Guard(name, "event"))
        {
            Post(new EventLogged(name, message ?? "") { Severity = severity, Step = step, Time = Now() });
        }
    }

    /// <summary>Logs any record: the way in for adapters. Sequence and, where it is missing, time are filled in. A <see cref="RunEnded"/> waits until the run is finished, and says when it ended.</summary>
    public void Log(TrackingRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        _toldEnd = record as RunEnded ?? _toldEnd;
        if (record is not RunEnded && _channel.Accepts(isPoint: false))
        {
            Post(record.Time == default ? record with { Time = Now() } : record);
        }
    }

    /// <summary>
    /// Has something done when the run is about to end, while it still takes records: for adapters that hold something
    /// back. It is called once, the last one first, on the thread that ends the run; an exception becomes a trouble.
    /// </summary>
    /// <param name="action">Told how the run ends.</param>
    public void BeforeEnd(Action<RunStatus> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        _beforeEnd.Push(action);
    }

    /// <summary>Tells a trouble of this run: counted, told once per kind, thrown where <c>ThrowOnError</c> is set. For adapters.</summary>
    public void Tell(Trouble trouble)
    {
        ArgumentNullException.ThrowIfNull(trouble);
        Note(trouble);
        if (_context.ThrowOnError)
        {
            throw new TrackingException(trouble);
        }
    }

    /// <summary>Waits until everything logged before is stored; what it returned for is never lost.</summary>
    /// <returns>What became of the records; where a backend fails at the moment, how many are pending.</returns>
    /// <exception cref="TrackingException">Something went wrong and <c>ThrowOnError</c> is set.</exception>
    public async Task<DeliveryReport> FlushAsync(CancellationToken cancellationToken = default)
    {
        await (Capture?.DataAsync() ?? Task.CompletedTask).WaitAsync(cancellationToken).ConfigureAwait(false);
        await _lastArtifact.WaitAsync(cancellationToken).ConfigureAwait(false);
        return Check(await PostFlush(null, isLast: false).WaitAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Ends the run, once; later calls return the same report.</summary>
    /// <param name="status">How it ended. Default: finished.</param>
    /// <param name="exception">The exception that ended it, kept with the run. Default: none.</param>
    /// <exception cref="TrackingException">Something went wrong and <c>ThrowOnError</c> is set.</exception>
    public async Task<DeliveryReport> FinishAsync(RunStatus status = RunStatus.Finished, Exception? exception = null)
    {
        if (status is RunStatus.Running or RunStatus.Crashed)
        {
            throw new ArgumentOutOfRangeException(nameof(status), status, "A run ends as Finished, Failed or Killed.");
        }

        return Check(await EndAsync(status, exception).ConfigureAwait(false));
    }

    /// <summary>Ends the run as failed and keeps the exception with it.</summary>
    public Task<DeliveryReport> FailAsync(Exception exception) => FinishAsync(RunStatus.Failed, exception);

    /// <summary>Ends the run if it has not ended: as failed where an exception is unwinding the stack, else as finished.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <inheritdoc cref="Dispose" />
    public async ValueTask DisposeAsync()
    {
        var unwinding = !_beganWhileUnwinding && ExceptionsInFlight.IsUnwinding;
        var report = unwinding
            ? await EndAsync(RunStatus.Failed, ExceptionsInFlight.LastOnThread).ConfigureAwait(false)
            : await EndAsync(RunStatus.Finished, null, byDispose: true).ConfigureAwait(false);
        if (!unwinding)
        {
            Check(report);
        }
    }

    internal RunChannel Channel => _channel;

    /// <summary>What captures the run's surroundings; set once, before the run is handed out.</summary>
    internal RunCapture? Capture { get; set; }

    /// <summary>Parameters that the run had before this process took it up.</summary>
    internal void Know(IEnumerable<ParamEntry> known)
    {
        foreach (var param in known)
        {
            _params[param.Key] = param.Value;
        }
    }

    internal void TellInvalidKey(MetricKey key) => Guard(key.Name, "metric");

    /// <summary>Says how the run would have ended if the process went now; what is logged after it takes it back.</summary>
    internal Task<DeliveryReport> NoteEnd(RunEnded end)
    {
        Capture?.Quiet();
        return PostFlush(end, isLast: false);
    }

    internal void Note(Trouble trouble)
    {
        if (_channel.Count(trouble) && !_channel.IsEnded)
        {
            Post(new EventLogged($"trouble.{trouble.Kind}", trouble.ToString()) { Severity = EventSeverity.Warning, Time = Now() });
        }

        _context.Diagnostics.Report(trouble);
    }

    internal void Store(ArtifactJob job) => _lastArtifact = _context.Artifacts.Enqueue(job);

    internal void Stored(string path, StoredObject stored, ArtifactOptions? options) => _channel.Post(new RunCommand(_channel)
    {
        Record = new ArtifactLogged(path, stored.Hash, stored.Length, options?.MediaType ?? MediaTypes.Guess(path))
        {
            Step = options?.Step,
            Kind = options?.Kind,
            Caption = options?.Caption,
            Time = Now(),
            Content = new ArtifactContent(stored.Hash, stored.Length, () => _context.Objects.OpenRead(stored.Hash)),
        },
    });

    internal IObjectStore Objects => _context.Objects;

    internal bool Accepts() => _channel.Accepts(isPoint: false);

    internal Task<DeliveryReport> EndAsync(RunStatus status, Exception? exception, bool byDispose = false)
    {
        RunBeforeEnd(status);
        Capture?.BeforeEnd();
        if (_channel.TryEnd())
        {
            Volatile.Write(ref _end, FinallyAsync(status, exception));
            _context.Client.Forget(this, byDispose);
        }

        return Volatile.Read(ref _end) ?? Task.FromResult(_channel.Report(0));
    }

    private void RunBeforeEnd(RunStatus status)
    {
        while (_beforeEnd.TryPop(out var action))
        {
            try
            {
                action(status);
            }
            catch (Exception exception)
            {
                Note(new Trouble(TroubleKind.Internal, $"Something that was to be logged at the end of the run failed: {exception.Message}", "The run itself is complete; please report this.", exception));
            }
        }
    }

    private async Task<DeliveryReport> FinallyAsync(RunStatus status, Exception? exception)
    {
        var end = RunEnding.Of(status, exception, Now(), _toldEnd);
        await (Capture?.CompleteAsync() ?? Task.CompletedTask).ConfigureAwait(false);

        // Artifacts logged before the end belong to the run, however long their bytes take.
        await _lastArtifact.ConfigureAwait(false);
        return await PostFlush(end, isLast: true).ConfigureAwait(false);
    }

    private Task<DeliveryReport> PostFlush(TrackingRecord? record, bool isLast)
    {
        var flushed = new TaskCompletionSource<DeliveryReport>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_channel.Post(new RunCommand(_channel) { Record = record, IsLast = isLast, Flushed = flushed }))
        {
            flushed.TrySetResult(_channel.Report(0));
        }

        _context.Client.WakeDelivery();
        return flushed.Task;
    }

    private DeliveryReport Check(DeliveryReport report) => _context.ThrowOnError && report.Troubles.Count > 0
        ? throw new TrackingException(report.Troubles.First().First)
        : report;

    /// <summary>Ends what this writer says without a word about the run.</summary>
    internal Task<DeliveryReport> LeaveAsync() => PostFlush(null, isLast: true);

    /// <summary>Logs a record even while the run is ending.</summary>
    internal void PostAlways(TrackingRecord record) => Post(record);

    private void Post(TrackingRecord record) => _channel.Post(new RunCommand(_channel) { Record = record });

    private DateTimeOffset Now() => _context.Time.GetUtcNow();

    private bool Guard(string? key, string what)
    {
        if (!_channel.Accepts(isPoint: false))
        {
            return false;
        }

        if (KeyRules.Problem(key) is not { } problem)
        {
            return true;
        }

        var shown = key is { Length: > 60 } ? key[..60] + "..." : key;
        Tell(new Trouble(TroubleKind.InvalidKey, $"The {what} key '{shown}' was refused: {problem}.", $"Use a key of 1 to {KeyRules.MaxLength} characters without control characters."));
        return false;
    }

    private MetricSeries NewSeries(MetricKey key)
    {
        if (KeyRules.Problem(key.Name) is not null)
        {
            return new MetricSeries(this, key, null, _context.Time);
        }

        var context = _context.Context.IsNone ? key.Context : MetricContext.FromString(key.Context.IsNone ? _context.Context.ToString() : $"{key.Context},{_context.Context}");
        return new MetricSeries(this, key, new SeriesChannel(_channel, key with { Context = context }), _context.Time);
    }

    // Keys in a loop are mostly the same string objects: comparing references is faster than hashing their text.
    private MetricSeries Recent(string key)
    {
        ref var slot = ref _recent[RuntimeHelpers.GetHashCode(key) & (_recent.Length - 1)];
        var known = slot;
        if (known is not null && ReferenceEquals(known.Key.Name, key))
        {
            return known;
        }

        var series = Metric(key);
        if (ReferenceEquals(series.Key.Name, key))
        {
            slot = series;
        }

        return series;
    }
}
