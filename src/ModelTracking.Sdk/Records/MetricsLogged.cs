namespace ModelTracking.Records;

/// <summary>
/// Consecutive points of one series. Each point takes one sequence number: <see cref="TrackingRecord.Sequence"/> is
/// the first one's.
/// </summary>
/// <param name="Key">The series.</param>
/// <param name="Points">
/// The points in the order they were logged. The memory belongs to the sender and is used again once the write has
/// completed: a backend copies what it keeps.
/// </param>
public sealed record MetricsLogged(MetricKey Key, ReadOnlyMemory<MetricPoint> Points) : TrackingRecord
{
    /// <inheritdoc />
    public override int Count => Points.Length;
}
