using ModelTracking.Reading;
using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Analysis.Grouping;

/// <summary>Runs in groups, with what each group has of some values.</summary>
public sealed class GroupTable
{
    private const int MostMetrics = 6;

    private GroupTable(IReadOnlyList<RunColumn> by, IReadOnlyList<RunColumn> values, IReadOnlyList<RunGroup> groups, string? baseline)
    {
        By = by;
        Values = values;
        Groups = groups;
        Baseline = baseline;
    }

    /// <summary>What the runs are grouped by.</summary>
    public IReadOnlyList<RunColumn> By { get; }

    /// <summary>What is described.</summary>
    public IReadOnlyList<RunColumn> Values { get; }

    /// <summary>The groups, in the order of their names; numbers in the order of numbers.</summary>
    public IReadOnlyList<RunGroup> Groups { get; }

    /// <summary>Name of the group that the others are compared with; null where there is one group alone, or none.</summary>
    public string? Baseline { get; }

    /// <summary>Groups runs.</summary>
    /// <param name="query">Which runs.</param>
    /// <param name="by">What they are grouped by, in the query language, for example <c>params.model</c> or <c>params.model, git.branch</c>.</param>
    /// <param name="options">Values, baseline, confidence. Default: see <see cref="GroupOptions"/>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="FilterException">A text is no list of values.</exception>
    /// <exception cref="ArgumentException">There is no group with the baseline's name.</exception>
    public static async Task<GroupTable> GroupAsync(RunQuery query, string by, GroupOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(by);
        options ??= new GroupOptions();
        var columns = RunColumn.ParseList(by);
        var values = options.Values is { } asked ? RunColumn.ParseList(asked) : await ChooseAsync(query, cancellationToken).ConfigureAwait(false);
        var table = await query.ToTableAsync(string.Join(", ", columns.Concat(values)), cancellationToken).ConfigureAwait(false);

        var drafts = Enumerable.Range(0, table.Rows.Count)
            .GroupBy(row => GroupName.Of(table.Rows[row].Take(columns.Count)), StringComparer.Ordinal)
            .OrderBy(g => table.Rows[g.First()].Take(columns.Count), GroupName.KeyOrder).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => Draft(table, [.. g], columns.Count, values.Count, options.Confidence))
            .ToList();
        var baseline = FindBaseline(drafts, options.Baseline);
        return new GroupTable(columns, values, baseline is null ? drafts : Compare(drafts, baseline, values.Count, options.Confidence), drafts.Count > 1 ? baseline?.Name : null);
    }

    private static RunGroup Draft(RunTable table, int[] rows, int keys, int values, double confidence)
    {
        double?[][] numbers = [.. Enumerable.Range(keys, values).Select(c => rows.Select(row => GroupName.Number(table.Rows[row][c])).ToArray())];
        object?[] key = [.. table.Rows[rows[0]].Take(keys)];
        return new RunGroup(GroupName.Of(key), key, [.. rows.Select(row => table.Ids[row])], [.. numbers.Select(n => Sample.Of(n.OfType<double>(), confidence))], null) { Numbers = numbers };
    }

    private static RunGroup? FindBaseline(List<RunGroup> groups, string? name) => name is null
        ? groups.MaxBy(g => g.Runs.Count)
        : groups.Find(g => g.Name == name) ?? throw new ArgumentException($"There is no group '{name}'. There are: {string.Join("; ", groups.Select(g => g.Name))}.", nameof(name));

    private static List<RunGroup> Compare(List<RunGroup> groups, RunGroup baseline, int values, double confidence)
    {
        var others = groups.Where(g => !ReferenceEquals(g, baseline)).ToList();
        var byValue = Enumerable.Range(0, values)
            .Select(v => Contrast.Adjust([.. others.Select(g => Contrast.Of(g.Samples[v], baseline.Samples[v], confidence))]))
            .ToArray();
        return [.. groups.Select(g => ReferenceEquals(g, baseline) ? g : g with { Contrasts = [.. byValue.Select(v => v[others.IndexOf(g)])] })];
    }

    private static async Task<IReadOnlyList<RunColumn>> ChooseAsync(RunQuery query, CancellationToken cancellationToken)
    {
        var runs = await query.Take(100).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. runs.SelectMany(r => r.Metrics)
            .Where(m => !m.MetricKey.IsSystem)
            .GroupBy(m => m.MetricKey)
            .OrderByDescending(g => g.Count())
            .ThenByDescending(g => g.Any(m => m.Best is not null))
            .ThenBy(g => g.Key)
            .Take(MostMetrics)
            .Select(g => new RunColumn(g.Any(m => m.Best is not null) ? new MetricValue(g.Key).Best : new MetricValue(g.Key)))];
    }
}
