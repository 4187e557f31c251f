namespace Mlflow.Stub.State;

/// <summary>One point as the server holds it. Times in milliseconds since 1970.</summary>
public readonly record struct MetricPoint(double Value, long Timestamp, long Step)
{
    /// <summary>The dataset it was measured on, from the request.</summary>
    public (string Name, string Digest)? Dataset { get; init; }

    /// <summary>The logged model it belongs to.</summary>
    public string? Model { get; init; }

    /// <summary>Whether this one is shown as the latest, rather than the other: the largest (step, timestamp, value), not the last written.</summary>
    public bool IsLaterThan(MetricPoint other) =>
        (Step, Timestamp).CompareTo((other.Step, other.Timestamp)) is var order && (order > 0 || (order == 0 && Value.CompareTo(other.Value) > 0));
}
