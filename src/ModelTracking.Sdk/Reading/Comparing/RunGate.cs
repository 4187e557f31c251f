using System.Globalization;
using ModelTracking.Reading.Evaluation;
using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Reading.Comparing;

/// <summary>
/// A condition under which a run is not good enough, for CI: <c>metrics.accuracy &lt; baseline - 0.01 OR max(metrics.loss) &gt;
/// 1.1 * baseline</c>. It is written in the query language, in which <c>baseline</c> stands for what the baseline has of the field on
/// the other side, and <c>baseline(min(metrics.loss))</c> for any value of it. Immutable and thread-safe.
/// </summary>
public sealed class RunGate
{
    private readonly RunFilter _failIf;

    private RunGate(string text, RunFilter failIf)
    {
        Text = text;
        _failIf = failIf;
    }

    /// <summary>The condition as it was written.</summary>
    public string Text { get; }

    /// <summary>Reads a condition for failing.</summary>
    /// <exception cref="FilterException">The text is no condition; says where and what was expected.</exception>
    public static RunGate Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parsed = new FilterParser(text) { KnowsBaseline = true }.ParseFilter();
        var resolved = BaselineTree.Resolve(parsed, text);
        return FilterTypes.Problem(resolved) is { } problem ? throw new FilterException(text, 0, text.Length, problem.Message) : new RunGate(text, resolved);
    }

    /// <summary>Judges a run.</summary>
    /// <param name="reader">Where its points are, for <c>at(...)</c>.</param>
    /// <param name="run">The run.</param>
    /// <param name="baseline">What it is measured against.</param>
    /// <param name="timeProvider">The clock that <c>now</c> is read from. Default: the system's.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<GateResult> CheckAsync(IRunReader reader, RunSummary run, RunSummary baseline, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(baseline);
        var (ours, theirs) = (new SummaryTable([run]), new SummaryTable([baseline]));
        var points = new PointValues(reader);
        var binding = new FilterBinding { Now = (timeProvider ?? TimeProvider.System).GetUtcNow(), Points = points };
        await points.ReadAsync(PointValues.In([_failIf]), [ours], [new RowRef(0, 0)], cancellationToken).ConfigureAwait(false);
        await points.ReadAsync(PointValues.In(BaselineTree.AskedOfBaseline(_failIf)), [theirs], [new RowRef(0, 0)], cancellationToken).ConfigureAwait(false);

        var condition = BaselineTree.Fill(_failIf, value => Literal(binding.Bind(theirs, value).Read(0)));
        var truth = binding.Bind(ours, condition).Of(0);
        var outcome = truth switch { Truth.True => GateOutcome.Failed, Truth.False when IsComparable(binding, ours, theirs) => GateOutcome.Passed, _ => GateOutcome.Undecided };
        return new GateResult(run.Id, outcome, Explain(binding, ours, theirs));
    }

    /// <summary>The condition as it was written.</summary>
    public override string ToString() => Text;

    private static RunValue? Literal(Cell cell) => cell.Kind switch
    {
        CellKind.Missing or CellKind.Many => null,
        CellKind.Number => new NumberLiteral(cell.Number),
        CellKind.Boolean => new BooleanLiteral(cell.Number != 0),
        CellKind.Duration => new DurationLiteral(cell.Number),
        _ => new TextLiteral(cell.ToText()),
    };

    // NaN is smaller than nothing: a gate that asks for "smaller" would let it pass.
    private bool IsComparable(FilterBinding binding, SummaryTable ours, SummaryTable theirs) =>
        !Fields(_failIf).Any(f => binding.Bind(ours, f).Read(0) is { Kind: CellKind.Number, Number: double.NaN })
        && !BaselineTree.AskedOfBaseline(_failIf).Any(f => binding.Bind(theirs, f).Read(0) is { Kind: CellKind.Number, Number: double.NaN });

    private static IEnumerable<RunValue> Fields(RunFilter filter) =>
        QueryTree.Values(filter).Where(v => v is MetricValue or MetricAtStep or MetricAtBest or FieldValue or AttributeValue).Distinct();

    private string Explain(FilterBinding binding, SummaryTable ours, SummaryTable theirs)
    {
        var asked = BaselineTree.AskedOfBaseline(_failIf).ToHashSet();
        var said = Fields(_failIf).Select(f => $"{f} is {Show(binding.Bind(ours, f).Read(0))}{(asked.Contains(f) ? $", baseline {Show(binding.Bind(theirs, f).Read(0))}" : "")}");
        var more = asked.Except(Fields(_failIf)).Select(f => $"baseline {f} is {Show(binding.Bind(theirs, f).Read(0))}");
        return string.Join("; ", said.Concat(more));
    }

    private static string Show(Cell cell) => cell.IsMissing ? "missing" : cell.Kind == CellKind.Number ? cell.Number.ToString("G6", CultureInfo.InvariantCulture) : cell.ToText();
}
