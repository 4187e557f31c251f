using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using ModelTracking.Reading.Evaluation;
using ModelTracking.Reading.Filters;
using ModelTracking.Reading.Linq;
using ModelTracking.Records;

namespace ModelTracking.Reading;

/// <summary>
/// Asks for runs: <c>client.Runs.Where("metrics.accuracy &gt; 0.9").OrderBy("min(metrics.loss)").Take(10)</c>. Each call
/// gives a new query; nothing is read before the result is asked for. Immutable and thread-safe.
/// </summary>
public sealed class RunQuery : IAsyncEnumerable<RunSummary>
{
    private const int ReadAhead = 8;
    private readonly IRunReader _reader;
    private readonly TimeProvider _time;

    /// <summary>Asks a reader for all its runs.</summary>
    /// <param name="reader">Where the runs are.</param>
    /// <param name="timeProvider">The clock that <c>now</c> is read from. Default: the system's.</param>
    public RunQuery(IRunReader reader, TimeProvider? timeProvider = null)
        : this(reader ?? throw new ArgumentNullException(nameof(reader)), timeProvider ?? TimeProvider.System, new RunSearch())
    {
    }

    private RunQuery(IRunReader reader, TimeProvider time, RunSearch search)
    {
        _reader = reader;
        _time = time;
        Search = search;
    }

    /// <summary>What is asked for.</summary>
    public RunSearch Search { get; }

    /// <summary>The fields that the condition and the order name, each once, as columns: what somebody who asks so wants to see.</summary>
    public IReadOnlyList<RunColumn> Fields => [.. (Search.Filter is { } filter ? QueryTree.Values(filter) : [])
        .Concat(Search.OrderBy.SelectMany(o => QueryTree.Values(o.Value)))
        .Where(v => v is MetricValue or MetricAtStep or MetricAtBest or FieldValue)
        .Distinct()
        .Select(v => new RunColumn(v))];

    /// <summary>Only runs that meet a condition as well. The text may also give columns, order and limit, which replace earlier ones.</summary>
    /// <param name="query">For example <c>metrics.accuracy &gt; 0.9 AND params.lr IN (0.01, 0.1) ORDER BY min(metrics.loss) LIMIT 10</c>.</param>
    /// <exception cref="FilterException">The text is no query; says where and what was expected.</exception>
    public RunQuery Where(string query)
    {
        var added = RunSearch.Parse(query, Search.Columns);
        return With(Search with
        {
            Filter = Join(Search.Filter, added.Filter),
            OrderBy = added.OrderBy.Count > 0 ? added.OrderBy : Search.OrderBy,
            Columns = added.Columns.Count > 0 ? added.Columns : Search.Columns,
            Limit = added.Limit ?? Search.Limit,
        });
    }

    /// <summary>Only runs that meet a condition as well.</summary>
    public RunQuery Where(RunFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return With(Search with { Filter = Join(Search.Filter, filter) });
    }

    /// <summary>Only runs that meet a condition as well, written as a lambda; it is translated, never called.</summary>
    /// <param name="condition">For example <c>r =&gt; r.Metric("loss").Min &lt; 0.1 &amp;&amp; r.Param&lt;double&gt;("lr") &lt; 0.01</c>.</param>
    /// <exception cref="NotSupportedException">The lambda says something that a query cannot; the message says what.</exception>
    public RunQuery Where(Expression<Func<IQueriedRun, bool>> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return Where(LinqTranslator.Filter(condition));
    }

    /// <summary>In an order such as <c>min(metrics.loss), start_time DESC</c>, instead of newest first.</summary>
    /// <exception cref="FilterException">The text is no order.</exception>
    public RunQuery OrderBy(string order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return With(Search with { OrderBy = new FilterParser(order).ParseOrders(Search.Columns) });
    }

    /// <summary>In the order of a value, after the orders already given.</summary>
    public RunQuery OrderBy(RunValue value, bool descending = false)
    {
        ArgumentNullException.ThrowIfNull(value);
        return With(Search with { OrderBy = [.. Search.OrderBy, new RunOrder(value, descending)] });
    }

    /// <summary>In the order of a value, smallest first, after the orders already given.</summary>
    /// <exception cref="NotSupportedException">The lambda says something that a query cannot.</exception>
    public RunQuery OrderBy<T>(Expression<Func<IQueriedRun, T>> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return OrderBy(LinqTranslator.Value(value));
    }

    /// <summary>In the order of a value, greatest first, after the orders already given.</summary>
    /// <exception cref="NotSupportedException">The lambda says something that a query cannot.</exception>
    public RunQuery OrderByDescending<T>(Expression<Func<IQueriedRun, T>> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return OrderBy(LinqTranslator.Value(value), descending: true);
    }

    /// <summary>At most so many runs.</summary>
    public RunQuery Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return With(Search with { Limit = Math.Min(count, Search.Limit ?? int.MaxValue) });
    }

    /// <summary>With columns such as <c>run_name, metrics.f1 / params.cost AS value</c>, which later conditions and orders may name.</summary>
    /// <exception cref="FilterException">The text is no list of columns.</exception>
    public RunQuery Select(string columns) => With(Search with { Columns = RunColumn.ParseList(columns) });

    /// <summary>The runs, read one after the other as they are asked for.</summary>
    public async IAsyncEnumerator<RunSummary> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        var answer = await RunAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var run in SummariesAsync(answer, answer.Rows, cancellationToken).ConfigureAwait(false))
        {
            yield return run;
        }
    }

    /// <summary>All runs at once. For very many, enumerate or page instead.</summary>
    public async Task<IReadOnlyList<RunSummary>> ToListAsync(CancellationToken cancellationToken = default)
    {
        var runs = new List<RunSummary>();
        await foreach (var run in this.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            runs.Add(run);
        }

        return runs;
    }

    /// <summary>The identities alone, which reads no run.</summary>
    public async Task<IReadOnlyList<RunId>> ToIdsAsync(CancellationToken cancellationToken = default)
    {
        var answer = await RunAsync(cancellationToken).ConfigureAwait(false);
        return [.. answer.Rows.Select(answer.Id)];
    }

    /// <summary>How many runs there are.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken = default) =>
        (await With(Search with { OrderBy = [] }).RunAsync(cancellationToken).ConfigureAwait(false)).Rows.Length;

    /// <summary>The first run; null where there is none.</summary>
    public async Task<RunSummary?> FirstOrDefaultAsync(CancellationToken cancellationToken = default)
    {
        var first = await Take(1).ToListAsync(cancellationToken).ConfigureAwait(false);
        return first.Count == 0 ? null : first[0];
    }

    /// <summary>
    /// A page of runs. Runs that come or go between two pages neither repeat nor hide others: a page begins after the
    /// place at which the one before ended.
    /// </summary>
    /// <param name="size">How many runs at most.</param>
    /// <param name="token">Of the page before; null for the first.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="FormatException">The token is not one of this query's.</exception>
    public async Task<RunPage> ToPageAsync(int size = 100, string? token = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        var answer = await RunAsync(cancellationToken).ConfigureAwait(false);
        var from = token is null ? 0 : PageToken.Parse(token, Search.OrderBy.Count).CountBefore(answer);
        var rows = answer.Rows[from..Math.Min(answer.Rows.Length, from + size)];
        var runs = new List<RunSummary>(rows.Length);
        await foreach (var run in SummariesAsync(answer, rows, cancellationToken).ConfigureAwait(false))
        {
            runs.Add(run);
        }

        return new RunPage(runs, answer.Rows.Length, from + rows.Length < answer.Rows.Length ? PageToken.After(answer, rows[^1]).ToString() : null);
    }

    /// <summary>The runs as a table of the columns asked for; reads no run where the store has a catalog.</summary>
    /// <param name="columns">Columns such as <c>run_name, metrics.f1 / params.cost AS value</c>. Default: those of the query, else <c>run_id, run_name</c>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<RunTable> ToTableAsync(string? columns = null, CancellationToken cancellationToken = default)
    {
        var query = columns is null ? this : Select(columns);
        var wanted = query.Search.Columns.Count > 0 ? query.Search.Columns : RunColumn.ParseList("run_id, run_name");
        var answer = await query.RunAsync(cancellationToken).ConfigureAwait(false);
        var values = wanted.Select(c => c.Value).ToArray();
        await answer.Binding.Points.ReadAsync(PointValues.In(values), answer.Tables, answer.Rows, cancellationToken).ConfigureAwait(false);
        var bound = values.Select(v => answer.Tables.Select(t => answer.Binding.Bind(t, v)).ToArray()).ToArray();
        return new RunTable(wanted, [.. answer.Rows.Select(answer.Id)], [.. answer.Rows.Select(r => (IReadOnlyList<object?>)[.. QueryAnswer.Read(r, bound).Select(c => c.ToObject())])]);
    }

    /// <summary>Points of one of the query's runs; see <see cref="IRunReader.ReadPointsAsync"/>.</summary>
    public Task<IReadOnlyList<MetricPoint>> ReadPointsAsync(RunId run, MetricKey metric, CancellationToken cancellationToken = default) =>
        _reader.ReadPointsAsync(run, metric, cancellationToken: cancellationToken);

    /// <summary>
    /// Keys of the query that no run has, each as an error that was not thrown: with its place and what was probably meant.
    /// A condition on such a key is no mistake in itself (<c>tags.owner IS NULL</c>), but it is where nothing was found.
    /// </summary>
    /// <param name="text">The query as it was written, to show places in it. Default: as the query prints itself.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<FilterException>> FindUnknownKeysAsync(string? text = null, CancellationToken cancellationToken = default) =>
        UnknownKeys.In(text ?? Search.ToString(), await new QueryRunner(_reader, _time).AllTablesAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>
    /// All that runs of the store have under keys of their own: metrics in each of their contexts, params, tags, captured
    /// facts. Each one's text is what a condition, an order or a column calls it. Condition and limit do not count.
    /// </summary>
    public async Task<IReadOnlyList<RunValue>> ToFieldsAsync(CancellationToken cancellationToken = default)
    {
        var answer = await With(new RunSearch { Limit = 0 }).RunAsync(cancellationToken).ConfigureAwait(false);
        return [.. answer.Tables.SelectMany(t => t.Fields()).Where(f => f is not FieldValue { Kind: FieldKind.Tag } tag || !RunTags.IsComment(tag.Key)).Distinct().OrderBy(f => f.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>The query as text.</summary>
    public override string ToString() => Search.ToString();

    internal IRunReader Reader => _reader;

    internal Task<QueryAnswer> RunAsync(CancellationToken cancellationToken) => new QueryRunner(_reader, _time).RunAsync(Search, cancellationToken);

    internal RunQuery With(RunSearch search) => new(_reader, _time, search);

    /// <summary>Reads the runs of rows in their order, a few ahead of the one that is shown.</summary>
    internal async IAsyncEnumerable<RunSummary> SummariesAsync(QueryAnswer answer, RowRef[] rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ahead = new Queue<Task<RunSummary?>>(ReadAhead);
        for (var i = 0; i < rows.Length + ReadAhead; i++)
        {
            if (i < rows.Length)
            {
                ahead.Enqueue(answer.Tables[rows[i].Table] is SummaryTable known
                    ? Task.FromResult<RunSummary?>(known.Run(rows[i].Row))
                    : _reader.GetRunAsync(answer.Id(rows[i]), cancellationToken));
            }

            if (i >= ReadAhead - 1 && ahead.TryDequeue(out var next) && await next.ConfigureAwait(false) is { } run)
            {
                // One that was deleted since the query was answered is passed over.
                yield return run;
            }
        }
    }

    private static RunFilter? Join(RunFilter? left, RunFilter? right) => left is null ? right : right is null ? left : left & right;
}
