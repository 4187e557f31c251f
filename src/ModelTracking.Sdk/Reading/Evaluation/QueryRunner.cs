using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Reading.Evaluation;

/// <summary>Answers queries over a reader's runs. Thread-safe.</summary>
internal sealed class QueryRunner(IRunReader reader, TimeProvider time)
{
    private const int RowsBetweenLooks = 4096;

    public async Task<QueryAnswer> RunAsync(RunSearch search, CancellationToken cancellationToken)
    {
        if (search.Filter is { } asked && FilterTypes.Problem(asked) is { } problem)
        {
            throw new FilterException(problem.Message);
        }

        var tables = await TablesAsync(search, cancellationToken).ConfigureAwait(false);
        var points = new PointValues(reader);
        var binding = new FilterBinding { Now = time.GetUtcNow(), Points = points };
        await RelateAsync(binding, tables, search.Filter, cancellationToken).ConfigureAwait(false);
        var rows = await MatchesAsync(binding, tables, search.Filter, cancellationToken).ConfigureAwait(false);
        await points.ReadAsync(PointValues.In(search.OrderBy.Select(o => o.Value)), tables, rows, cancellationToken).ConfigureAwait(false);

        var order = new RowOrder(tables, search.OrderBy, binding);
        var sorted = rows.ToArray();
        order.Sort(sorted);
        var kept = search.Limit < sorted.Length ? sorted[..search.Limit.Value] : sorted;
        return new QueryAnswer(tables, binding, order, kept);
    }

    /// <summary>All runs, whatever a query asks for.</summary>
    public Task<IReadOnlyList<IRunTable>> AllTablesAsync(CancellationToken cancellationToken) => TablesAsync(new RunSearch(), cancellationToken);

    private static IEnumerable<object> Parts(RunFilter? filter) => filter is null ? [] : [filter];

    private async Task<IReadOnlyList<IRunTable>> TablesAsync(RunSearch search, CancellationToken cancellationToken)
    {
        if (reader is IProvideTables known)
        {
            return await known.ReadTablesAsync(cancellationToken).ConfigureAwait(false);
        }

        if (reader is ISearchRuns remote)
        {
            return [new SummaryTable(await RemoteRuns.ReadAsync(remote, reader, search, cancellationToken).ConfigureAwait(false))];
        }

        var runs = new List<RunSummary>();
        await foreach (var run in reader.ListRunsAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            runs.Add(run);
        }

        return [new SummaryTable(runs)];
    }

    private static List<RowRef> Matches(FilterBinding binding, IReadOnlyList<IRunTable> tables, RunFilter? filter, CancellationToken cancellationToken)
    {
        var rows = new List<RowRef>();
        for (var t = 0; t < tables.Count; t++)
        {
            var test = filter is null ? null : binding.Bind(tables[t], filter);
            for (var row = 0; row < tables[t].Count; row++)
            {
                if (row % RowsBetweenLooks == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                if (test is null || test.Of(row) == Truth.True)
                {
                    rows.Add(new RowRef(t, row));
                }
            }
        }

        return rows;
    }

    // Rows that cannot match whatever their points are cost no reading.
    private static async Task<List<RowRef>> MatchesAsync(FilterBinding binding, IReadOnlyList<IRunTable> tables, RunFilter? filter, CancellationToken cancellationToken)
    {
        var wanted = PointValues.In(Parts(filter));
        if (filter is null || wanted.Count == 0)
        {
            return Matches(binding, tables, filter, cancellationToken);
        }

        var candidates = Matches(binding, tables, QueryTree.WithoutPoints(filter), cancellationToken);
        await binding.Points.ReadAsync(wanted, tables, candidates, cancellationToken).ConfigureAwait(false);
        var tests = tables.Select(t => binding.Bind(t, filter)).ToArray();
        return candidates.FindAll(r => tests[r.Table].Of(r.Row) == Truth.True);
    }

    // Innermost first: which runs meet a condition on related runs is known before it is asked about.
    private static async Task RelateAsync(FilterBinding binding, IReadOnlyList<IRunTable> tables, RunFilter? filter, CancellationToken cancellationToken)
    {
        foreach (var related in QueryTree.Related(filter))
        {
            await RelateAsync(binding, tables, related.Inner, cancellationToken).ConfigureAwait(false);
            var rows = await MatchesAsync(binding, tables, related.Inner, cancellationToken).ConfigureAwait(false);
            binding.Related[related] = related.Relation == Relation.Child
                ? [.. rows.Select(r => tables[r.Table].Parent(r.Row)).OfType<RunId>()]
                : [.. rows.Select(r => tables[r.Table].Id(r.Row))];
        }
    }
}
