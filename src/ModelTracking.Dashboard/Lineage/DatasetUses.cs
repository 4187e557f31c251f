using ModelTracking.Dashboard.Live;
using ModelTracking.Reading;

namespace ModelTracking.Dashboard.Lineage;

/// <summary>Which runs have used which datasets. Asks the catalog alone. Thread-safe.</summary>
internal sealed class DatasetUses(TableCache tables)
{
    private const string Columns = "run_name, experiment, status, start_time, datasets.name, datasets.digest, datasets.context";

    /// <summary>All uses that somebody may see, those of the newest runs first.</summary>
    public async Task<IReadOnlyList<DatasetUse>> ReadAsync(StoreView view, CancellationToken cancellationToken)
    {
        var (table, _) = await tables.ReadAsync(view, "", "datasets.name IS NOT NULL", Columns, "", cancellationToken);
        return [.. Enumerable.Range(0, table.Rows.Count).SelectMany(i => Of(table, i))];
    }

    private static IEnumerable<DatasetUse> Of(RunTable table, int at)
    {
        var row = table.Rows[at];
        var run = new UsingRun(table.Ids[at], row[0] as string ?? "", row[1] as string ?? "", row[2] as string ?? "", row[3] is DateTimeOffset time ? time : default);
        var (names, digests, contexts) = (Items(row[4]), Items(row[5]), Items(row[6]));

        // Each dataset has a name and a digest, so those lists go side by side; contexts do where none is missing.
        var isKnown = contexts.Count == names.Count || contexts.Count == 0;
        for (var i = 0; i < Math.Min(names.Count, digests.Count); i++)
        {
            yield return new DatasetUse(run, names[i], digests[i], contexts.Count == names.Count ? contexts[i] : null, isKnown);
        }
    }

    private static IReadOnlyList<string> Items(object? cell) => cell as IReadOnlyList<string> ?? [];
}
