using ModelTracking.Records;

namespace ModelTracking.Replication;

/// <summary>Records of one run and one writer that go to a target in one piece. Immutable.</summary>
/// <param name="Run">The run.</param>
/// <param name="Writer">The writing process.</param>
/// <param name="Records">In order: points, params and tags, or exactly one other record; none where all were passed over.</param>
/// <param name="LastSequence">How far the writer's journal is done once this is stored.</param>
public sealed record ReplicaBatch(RunId Run, string Writer, IReadOnlyList<TrackingRecord> Records, long LastSequence)
{
    /// <summary>True after a lost answer or a crash, when points of the batch may have been stored before.</summary>
    public bool MayBeThere { get; init; }

    /// <summary>Number of metric points.</summary>
    public int Points => Records.OfType<MetricsLogged>().Sum(m => m.Count);

    /// <summary>Number of points and other records.</summary>
    public int Items => Records.Sum(r => r is MetricsLogged metrics ? metrics.Count : 1);

    /// <summary>Two halves, in order. There must be at least two items.</summary>
    internal (ReplicaBatch First, ReplicaBatch Second) Halve()
    {
        var room = Items / 2;
        var first = new List<TrackingRecord>();
        var second = new List<TrackingRecord>();
        foreach (var record in Records)
        {
            if (room == 0)
            {
                second.Add(record);
            }
            else if (record is MetricsLogged metrics && metrics.Count > room)
            {
                first.Add(Slice(metrics, 0, room));
                second.Add(Slice(metrics, room, metrics.Count - room));
                room = 0;
            }
            else
            {
                first.Add(record);
                room -= record.Count;
            }
        }

        return (this with { Records = first, LastSequence = first[^1].Sequence + first[^1].Count - 1 }, this with { Records = second });
    }

    internal static MetricsLogged Slice(MetricsLogged metrics, int start, int count) =>
        metrics with { Points = metrics.Points.Slice(start, count), Sequence = metrics.Sequence + start };
}
