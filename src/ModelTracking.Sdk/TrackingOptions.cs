using Microsoft.Extensions.Logging;
using ModelTracking.Backends;
using ModelTracking.Capture;
using ModelTracking.Delivery;
using ModelTracking.Replication;
using ModelTracking.Replication.Webhooks;

namespace ModelTracking;

/// <summary>How a client tracks. Plain values, read once when the client is opened.</summary>
public sealed class TrackingOptions
{
    /// <summary>
    /// Where runs are kept: a folder, or the URI of a server (<c>http://...</c>, <c>databricks://profile</c>), to which they are replicated
    /// from a folder on this machine (see <see cref="JournalFolder"/>). Default: the environment variable <c>MODELTRACKING_URI</c>, else <c>MLFLOW_TRACKING_URI</c>, else <c>./mltrack</c>.
    /// Ignored where <see cref="Backends"/> names some.
    /// </summary>
    public string? Store { get; set; }

    /// <summary>
    /// Where batches go, instead of <see cref="Store"/>; the client disposes them. The first one is the one that logging
    /// calls may wait for when the buffer is full; the others never hold it up. Default: none, so a <see cref="FileBackend"/> on <see cref="Store"/>.
    /// </summary>
    public IList<ITrackingBackend> Backends { get; } = [];

    /// <summary>The folder for runs where <see cref="Store"/> is a server. Default: <c>./mltrack</c>.</summary>
    public string? JournalFolder { get; set; }

    /// <summary>Where runs are replicated to besides; the client disposes them. Needs a store in a folder. Default: none.</summary>
    public IList<IReplicationTarget> Replicas { get; } = [];

    /// <summary>How runs are replicated. Default: as they grow, and for 10 s more when the client is disposed.</summary>
    public ReplicationOptions Replication { get; set; } = new();

    /// <summary>How webhooks of the store hear what this client does to models. Default: at once, and tried again until the client is disposed.</summary>
    public WebhookOptions Webhooks { get; set; } = new();

    /// <summary>The experiment of runs that name none. Default: the environment variable <c>MODELTRACKING_EXPERIMENT</c>, else <c>MLFLOW_EXPERIMENT_NAME</c>, else <c>default</c>.</summary>
    public string? Experiment { get; set; }

    /// <summary>How records get from the buffer to the backends. Default: written within 20 ms, synced each second.</summary>
    public DeliveryOptions Delivery { get; set; } = new();

    /// <summary>What runs tell about themselves without a line of code: environment, code, console, system metrics, watchdogs. Default: all of it.</summary>
    public CaptureOptions Capture { get; set; } = new();

    /// <summary>
    /// Throws what <c>Run.Log*</c> would otherwise count and tell, and what a flush finds wrong, as
    /// <see cref="Diagnostics.TrackingException"/>: for tests and CI. Default: false.
    /// </summary>
    public bool ThrowOnError { get; set; }

    /// <summary>Ends open runs and writes everything when the process exits, is interrupted or dies of an exception. Default: true.</summary>
    public bool FlushOnExit { get; set; } = true;

    /// <summary>Who makes commits and registers models. Default: the environment variable <c>MODELTRACKING_AUTHOR</c>, else <c>GIT_AUTHOR_NAME</c>, else the user's name.</summary>
    public string? Author { get; set; }

    /// <summary>Hears of trouble. Default: null, one line per kind of trouble on standard error.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Seed for made-up names and retry jitter; null for a random one. Default: null.</summary>
    public int? Seed { get; set; }
}
