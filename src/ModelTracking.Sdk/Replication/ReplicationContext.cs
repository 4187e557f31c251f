using ModelTracking.Artifacts;
using ModelTracking.Diagnostics;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Replication;

/// <summary>What all runs of one target share. Thread-safe.</summary>
internal sealed class ReplicationContext(IReplicationTarget target, ReplicaFiles files, IRunReader reader, IObjectStore objects, ReplicationOptions options, TrackingDiagnostics diagnostics) : IDisposable
{
    private readonly SemaphoreSlim _parents = new(1);

    public IReplicationTarget Target { get; } = target;

    public ReplicaFiles Files { get; } = files;

    public IRunReader Reader { get; } = reader;

    public IObjectStore Objects { get; } = objects;

    public ReplicationOptions Options { get; } = options;

    public TrackingDiagnostics Diagnostics { get; } = diagnostics;

    /// <summary>Hears of trouble with one run. Default: the diagnostics.</summary>
    public Action<RunId, Trouble>? Told { get; set; }

    public DateTimeOffset Now => Options.TimeProvider.GetUtcNow();

    /// <summary>Identity at the target of a run that others are nested in; it is made there where it is missing. Null where the store does not have it.</summary>
    public async Task<string?> ParentAsync(RunId id, CancellationToken cancellationToken)
    {
        await _parents.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await FindParentAsync(id, depth: 0, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _parents.Release();
        }
    }

    private async Task<string?> FindParentAsync(RunId id, int depth, CancellationToken cancellationToken)
    {
        const int Deepest = 32;
        if (Files.Load(id).RemoteId is { } known)
        {
            return known;
        }

        if (depth > Deepest || await Reader.GetRunAsync(id, cancellationToken).ConfigureAwait(false) is not { } run || IsUnborn(run))
        {
            return null;
        }

        var parent = run.ParentId is { } above ? await FindParentAsync(above, depth + 1, cancellationToken).ConfigureAwait(false) : null;

        // Its own replication finds it by its tag; the cursor is left to whoever holds that run's lock.
        return (await Target.OpenRunAsync(new ReplicaRequest(run) { ParentId = parent }, cancellationToken).ConfigureAwait(false)).Id;
    }

    /// <summary>Whether a run's file is there, or another rank's records are, and the record that says what the run is comes in a moment.</summary>
    public static bool IsUnborn(RunSummary run) => run is { Status: RunStatus.Running, Name.Length: 0, Experiment.Length: 0 };

    /// <summary>A message of the target with the target's name, once.</summary>
    public string Named(string message) => message.Contains(Target.Name, StringComparison.Ordinal) ? message : $"{Target.Name}: {message}";

    public void Dispose() => _parents.Dispose();

    public void Adjusted(CursorWriter cursor, IReadOnlyList<string> adjustments)
    {
        if (adjustments.Count == 0)
        {
            return;
        }

        cursor.Change(s => s with { Adjusted = s.Adjusted + adjustments.Count });
        foreach (var adjustment in adjustments)
        {
            Tell(cursor.State.Run, new Trouble(TroubleKind.ReplicaAdjusted, $"{Target.Name} keeps something other than it was logged: {adjustment}", "The journal has all of it."));
        }
    }

    public void Refused(RunId run, string reason) => Tell(run, new Trouble(
        TroubleKind.ReplicaRefused, $"{Target.Name} refuses a record of run {run}: {reason}", "It was set aside and the rest was sent; 'modeltracking replicas RUN' shows it. The journal has it."));

    private void Tell(RunId run, Trouble trouble)
    {
        if (Told is { } told)
        {
            told(run, trouble);
        }
        else
        {
            Diagnostics.Report(trouble);
        }
    }
}
