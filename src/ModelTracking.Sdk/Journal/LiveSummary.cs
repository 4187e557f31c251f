using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>The summary of a run that is being written, folded on from where the last reading stopped. Not thread-safe.</summary>
internal sealed class LiveSummary(RunId run)
{
    private readonly RunSummaryBuilder _builder = new(run);
    private readonly RunProgress _progress = new();
    private bool _mayHidePoints;

    /// <summary>Orders the runs by when they were last asked for.</summary>
    public long Asked { get; set; }

    /// <summary>The summary as it is now; null where points may be hidden, which only a full reading can tell.</summary>
    public RunSummary? Read(RunSnapshot snapshot, JournalContext context)
    {
        if (_mayHidePoints)
        {
            return null;
        }

        var files = RunScan.Run(snapshot, new ScanRequest
        {
            Progress = _progress,
            OnRecord = (writer, record) =>
            {
                _mayHidePoints |= record is RunResumed;
                _builder.Add(writer, record);
            },
            OnBlock = block => _builder.Add(block.Key, block.Points),
        }, context);
        foreach (var position in files.Positions)
        {
            _builder.Advance(position.Writer, position.Sequence);
        }

        return _mayHidePoints ? null : _builder.Build();
    }
}
