using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Reading.Evaluation;

/// <summary>What a query needs besides the table: the moment, points of metrics, and which runs are related to a match.</summary>
internal sealed class FilterBinding
{
    /// <summary>The moment that <c>now</c> stands for.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>Points that were read ahead.</summary>
    public required PointValues Points { get; init; }

    /// <summary>For each condition on related runs the runs whose relation meets it.</summary>
    public Dictionary<RelatedFilter, HashSet<RunId>> Related { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>A condition as a test of a table's rows.</summary>
    public RowTest Bind(IRunTable table, RunFilter filter) => filter switch
    {
        AndFilter and => RowTests.And(Bind(table, and.Left), Bind(table, and.Right)),
        OrFilter or => RowTests.Or(Bind(table, or.Left), Bind(table, or.Right)),
        NotFilter not => RowTests.Not(Bind(table, not.Inner)),
        CompareFilter compare => Compare(table, compare.Left, compare.Operator, compare.Right),
        InFilter within => In(table, within),
        BetweenFilter between => Negate(between.IsNegated, RowTests.And(
            Compare(table, between.Value, CompareOperator.GreaterOrEqual, between.Low),
            Compare(table, between.Value, CompareOperator.LessOrEqual, between.High))),
        PatternFilter pattern => Pattern(table, pattern),
        MissingFilter missing => RowTests.OfCell(Bind(table, missing.Value), (_, cell) => CellMath.Of(cell.IsMissing != missing.IsNegated), dependsOnCellAlone: true),
        NanFilter nan => RowTests.OfCell(
            Bind(table, nan.Value),
            (_, cell) => cell.TryNumber(out var number) ? CellMath.Of(double.IsNaN(number) != nan.IsNegated) : Truth.Unknown,
            dependsOnCellAlone: true),
        HasFilter has => RowTests.OfRow(table.BindHas(has.Kind, has.Key)),
        RelatedFilter related => OfRelated(table, related),
        _ => throw new InvalidOperationException($"{filter.GetType().Name} is no condition of a query."),
    };

    /// <summary>A value as a table's column.</summary>
    public CellColumn Bind(IRunTable table, RunValue value)
    {
        switch (value)
        {
            case NumberLiteral number:
                return new ConstantColumn(Cell.Of(number.Value));
            case TextLiteral text:
                return new ConstantColumn(Cell.Of(text.Value));
            case BooleanLiteral boolean:
                return new ConstantColumn(Cell.Of(boolean.Value));
            case DurationLiteral duration:
                return new ConstantColumn(Cell.Duration(duration.Seconds));
            case NowValue:
                return new ConstantColumn(Cell.Of((DateTimeOffset?)Now));
            case NegateValue negative:
                var inner = Bind(table, negative.Inner);
                return Computed(row => CellMath.Negate(inner.Read(row)), inner);
            case ArithmeticValue sum:
                var (left, right) = (Bind(table, sum.Left), Bind(table, sum.Right));
                return Computed(row => CellMath.Calculate(left.Read(row), sum.Operator, right.Read(row)), left, right);
            case MetricAtStep or MetricAtBest:
                return Points.Column(table, value);
            default:
                return table.Bind(value);
        }
    }

    private static CellColumn Computed(Func<int, Cell> read, params CellColumn[] operands) =>
        Array.TrueForAll(operands, o => o.IsConstant) ? new ConstantColumn(read(0)) : new ComputedColumn(read);

    private static RowTest Negate(bool negated, RowTest test) => negated ? RowTests.Not(test) : test;

    private RowTest Compare(IRunTable table, RunValue leftValue, CompareOperator comparison, RunValue rightValue)
    {
        var (left, right) = (Operand(table, leftValue, rightValue), Operand(table, rightValue, leftValue));
        if (left.IsConstant && !right.IsConstant)
        {
            (left, right, comparison) = (right, left, Turn(comparison));
        }

        if (!right.IsConstant)
        {
            return AreNumbers(leftValue, rightValue)
                ? RowTests.OfCell(left, (row, cell) => CellMath.Compare(cell, comparison, right.Read(row)), dependsOnCellAlone: false)
                : RowTests.OfCell(left, (row, cell) => CompareAny(cell, comparison, right.Read(row)), dependsOnCellAlone: false);
        }

        var constant = right.Read(0);
        if (constant.Kind == CellKind.Time && left.Codes == 0 && FilterTypes.Of(leftValue) == FilterType.Time && FilterTypes.Of(rightValue) != FilterType.Any)
        {
            return RowTests.OfTime(left, comparison, constant.Number);
        }

        var isNumber = constant.Kind is CellKind.Number && FilterTypes.Of(leftValue) is FilterType.Number or FilterType.Any && FilterTypes.Of(rightValue) is FilterType.Number or FilterType.Any;
        return isNumber && left.Codes == 0
            ? RowTests.OfNumber(left, comparison, constant.Number)
            : RowTests.OfCell(left, (_, cell) => CellMath.Compare(cell, comparison, constant), dependsOnCellAlone: true);
    }

    private RowTest In(IRunTable table, InFilter filter)
    {
        var column = filter.Items.All(i => i is TextLiteral) ? Operand(table, filter.Value, filter.Items[0]) : Bind(table, filter.Value);
        var items = filter.Items.Select(i => Operand(table, i, filter.Value)).ToArray();
        var texts = filter.Items.All(i => i is TextLiteral) && FilterTypes.Of(filter.Value) != FilterType.Time
            ? items.Select(i => i.Read(0).ToText()).ToHashSet(StringComparer.Ordinal)
            : null;
        return RowTests.OfCell(column, Test, dependsOnCellAlone: Array.TrueForAll(items, i => i.IsConstant));

        Truth Test(int row, Cell cell)
        {
            if (texts is not null)
            {
                return cell.IsMissing ? Truth.Unknown : CellMath.Of(texts.Contains(cell.ToText()) != filter.IsNegated);
            }

            var result = Truth.False;
            for (var i = 0; i < items.Length && result != Truth.True; i++)
            {
                var value = filter.Items[i] is TextLiteral && FilterTypes.Of(filter.Value) == FilterType.Any ? AsText(cell) : cell;
                var item = items[i].Read(row);
                var truth = items[i].IsConstant || AreNumbers(filter.Value, filter.Items[i]) ? CellMath.Compare(value, CompareOperator.Equal, item) : CompareAny(value, CompareOperator.Equal, item);
                result = (Truth)Math.Max((byte)result, (byte)truth);
            }

            return filter.IsNegated ? CellMath.Not(result) : result;
        }
    }

    private RowTest Pattern(IRunTable table, PatternFilter filter)
    {
        var pattern = new TextPattern(filter.Kind, filter.Pattern);
        return RowTests.OfCell(
            Bind(table, filter.Value),
            (_, cell) => cell.IsMissing ? Truth.Unknown : CellMath.Of(pattern.Matches(cell.ToText()) != filter.IsNegated),
            dependsOnCellAlone: true);
    }

    private RowTest OfRelated(IRunTable table, RelatedFilter filter)
    {
        var matches = Related[filter];
        return filter.Relation == Relation.Child
            ? RowTests.OfRow(row => matches.Contains(table.Id(row)))
            : RowTests.OfRow(row => table.Parent(row) is { } parent && matches.Contains(parent));
    }

    // What a param or tag is, the value it is compared with decides: with a text it is its text, as in MLflow.
    private CellColumn Operand(IRunTable table, RunValue value, RunValue other)
    {
        var column = Bind(table, value);
        if (value is TextLiteral text && other is AttributeValue { Attribute: RunProperty.Status })
        {
            return new ConstantColumn(Cell.Of(text.Value.ToUpperInvariant()));
        }

        if (value is TextLiteral date && FilterTypes.Of(other) == FilterType.Time && FilterTypes.TryDate(date.Value, out var time))
        {
            return new ConstantColumn(Cell.Of((DateTimeOffset?)time));
        }

        return other is TextLiteral && FilterTypes.Of(value) == FilterType.Any ? new TextColumn(column) : column;
    }

    // One of them can be nothing else, so a text that is no number is not comparable with it.
    private static bool AreNumbers(RunValue left, RunValue right) =>
        FilterTypes.Of(left) is FilterType.Number or FilterType.Duration or FilterType.Time || FilterTypes.Of(right) is FilterType.Number or FilterType.Duration or FilterType.Time;

    // Two params: numbers where both are, else texts.
    private static Truth CompareAny(in Cell left, CompareOperator comparison, in Cell right)
    {
        var isMixed = (left.Kind == CellKind.Text) != (right.Kind == CellKind.Text) && left.Kind is CellKind.Text or CellKind.Number && right.Kind is CellKind.Text or CellKind.Number;
        if (left.Kind == CellKind.Text && right.Kind == CellKind.Text && left.TryNumber(out var a) && right.TryNumber(out var b))
        {
            return CellMath.Decide(a, comparison, b);
        }

        return isMixed && !(left.TryNumber(out _) && right.TryNumber(out _))
            ? CellMath.Compare(AsText(left), comparison, AsText(right))
            : CellMath.Compare(left, comparison, right);
    }

    private static Cell AsText(in Cell cell) => cell.IsMissing || cell.Kind is CellKind.Many or CellKind.Time ? cell : Cell.Of(cell.ToText());

    private static CompareOperator Turn(CompareOperator comparison) => comparison switch
    {
        CompareOperator.Less => CompareOperator.Greater,
        CompareOperator.LessOrEqual => CompareOperator.GreaterOrEqual,
        CompareOperator.Greater => CompareOperator.Less,
        CompareOperator.GreaterOrEqual => CompareOperator.LessOrEqual,
        _ => comparison,
    };

    private sealed class TextColumn(CellColumn inner) : CellColumn
    {
        public override int Codes => inner.Codes;

        public override int CodeOf(int row) => inner.CodeOf(row);

        public override Cell Read(int row) => AsText(inner.Read(row));
    }
}
