namespace ModelTracking.Records;

/// <summary>Consecutive records of one run and one writer, handed to a backend as a unit.</summary>
public sealed class RecordBatch
{
    /// <summary>Makes a batch.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="writer">The writing process, 8 hexadecimal digits.</param>
    /// <param name="records">Consecutive records; may be empty when <paramref name="durable"/> is set.</param>
    /// <param name="durable">See <see cref="Durable"/>.</param>
    public RecordBatch(RunId runId, string writer, IReadOnlyList<TrackingRecord> records, bool durable = false)
    {
        RunId = runId;
        Writer = writer;
        Records = records;
        Durable = durable;
    }

    /// <summary>The run.</summary>
    public RunId RunId { get; }

    /// <summary>The writing process, 8 hexadecimal digits.</summary>
    public string Writer { get; }

    /// <summary>The records, in order, without gaps in their numbers.</summary>
    public IReadOnlyList<TrackingRecord> Records { get; }

    /// <summary>Asks that this batch and all before it survive a power cut before the write returns (an <c>fsync</c>).</summary>
    public bool Durable { get; }

    /// <summary>The writer's last batch of the run: a backend may let go of what it holds for the two.</summary>
    public bool IsLast { get; init; }

    /// <summary>Number of the first record, or 0 for an empty batch.</summary>
    public long FirstSequence => Records.Count == 0 ? 0 : Records[0].Sequence;

    /// <summary>Number of the last record, or 0 for an empty batch.</summary>
    public long LastSequence => Records.Count == 0 ? 0 : Records[^1].Sequence + Records[^1].Count - 1;
}
