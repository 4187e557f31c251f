using ModelTracking.Records;

namespace ModelTracking.Reading;

/// <summary>What was changed of a run's own facts, during it and after it.</summary>
public static class RunHistory
{
    /// <summary>Every change of name, note, experiment, tags and params after their first value, oldest first.</summary>
    /// <param name="reader">Where the run is.</param>
    /// <param name="id">The run.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<IReadOnlyList<RunChange>> ReadAsync(IRunReader reader, RunId id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var records = new List<(TrackingRecord Record, string? By)>();
        var editors = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var batch in reader.ReadRecordsAsync(id, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            foreach (var record in batch.Records)
            {
                if (record is RunEdited edited)
                {
                    editors[batch.Writer] = edited.By ?? "unknown";
                }

                if (record is RunStarted or RunEdited or RunRenamed or TagSet or ParamLogged)
                {
                    records.Add((record, editors.GetValueOrDefault(batch.Writer)));
                }
            }
        }

        return Fold(records);
    }

    private static List<RunChange> Fold(List<(TrackingRecord Record, string? By)> records)
    {
        var known = new Dictionary<string, string?>(StringComparer.Ordinal);
        var changes = new List<RunChange>();
        foreach (var (record, by) in records.OrderBy(r => r.Record.Time))
        {
            switch (record)
            {
                case RunStarted started:
                    (known["name"], known["experiment"], known["note"]) = (started.Name, started.Experiment, started.Description);
                    break;
                case RunEdited { Experiment: { } experiment }:
                    Change(record, by, "experiment", experiment, null);
                    break;
                case RunRenamed renamed:
                    Change(record, by, "name", renamed.Name ?? known.GetValueOrDefault("name"), null);
                    Change(record, by, "note", renamed.Description is null ? known.GetValueOrDefault("note") : renamed.Description.Length == 0 ? null : renamed.Description, null);
                    break;
                case TagSet { Key: RunTags.Mentions }:
                    break;
                case TagSet tag when tag.Key.StartsWith(RunTags.CommentPrefix, StringComparison.Ordinal):
                    Change(record, by ?? "unknown", $"comment {tag.Key[RunTags.CommentPrefix.Length..]}", tag.Value is null ? null : RunComments.Parse(tag.Key, tag.Value)?.Text ?? tag.Value, null);
                    break;
                case TagSet tag:
                    Change(record, by, $"tags.{tag.Key}", tag.Value, null);
                    break;
                case ParamLogged param when param.IsCorrection || !known.ContainsKey($"params.{param.Key}"):
                    Change(record, by, $"params.{param.Key}", param.Value.ToString(), param.Reason);
                    break;
            }
        }

        return changes;

        // What the program itself says first is no change.
        void Change(TrackingRecord record, string? by, string what, string? after, string? reason)
        {
            var isFirst = !known.TryGetValue(what, out var before);
            known[what] = after;
            if (before != after && !(isFirst && by is null))
            {
                changes.Add(new RunChange(record.Time, by, what, before, after, reason));
            }
        }
    }
}
