using ModelTracking.Artifacts;
using ModelTracking.Delivery;
using ModelTracking.Diagnostics;
using ModelTracking.Records;

namespace ModelTracking;

/// <summary>What a run knows from its client.</summary>
internal sealed record RunContext(
    TrackingClient Client,
    string Experiment,
    string Name,
    MetricContext Context,
    IObjectStore Objects,
    ArtifactQueue Artifacts,
    TrackingDiagnostics Diagnostics,
    TimeProvider Time,
    bool ThrowOnError);
