using ModelTracking.Reading.Filters;

namespace ModelTracking.Reading.Evaluation;

/// <summary>The kinds of conditions a table's rows are tested with.</summary>
internal static class RowTests
{
    public static RowTest And(RowTest left, RowTest right) => new AndTest(left, right);

    public static RowTest Or(RowTest left, RowTest right) => new OrTest(left, right);

    public static RowTest Not(RowTest inner) => new NotTest(inner);

    /// <summary>Asks about each row's cell; of several items in a cell one is enough.</summary>
    public static RowTest OfCell(CellColumn column, Func<int, Cell, Truth> test, bool dependsOnCellAlone)
    {
        RowTest result = new CellTest(column, test);
        return dependsOnCellAlone && column.Codes > 0 ? new RememberedTest(column, result) : result;
    }

    public static RowTest OfNumber(CellColumn column, CompareOperator comparison, double number) => new NumberTest(column, comparison, number);

    public static RowTest OfTime(CellColumn column, CompareOperator comparison, double microseconds) => new TimeTest(column, comparison, microseconds);

    public static RowTest OfRow(Func<int, bool> test) => new FactTest(test);

    private sealed class AndTest(RowTest left, RowTest right) : RowTest
    {
        public override Truth Of(int row)
        {
            var first = left.Of(row);
            return first == Truth.False ? first : (Truth)Math.Min((byte)first, (byte)right.Of(row));
        }
    }

    private sealed class OrTest(RowTest left, RowTest right) : RowTest
    {
        public override Truth Of(int row)
        {
            var first = left.Of(row);
            return first == Truth.True ? first : (Truth)Math.Max((byte)first, (byte)right.Of(row));
        }
    }

    private sealed class NotTest(RowTest inner) : RowTest
    {
        public override Truth Of(int row) => CellMath.Not(inner.Of(row));
    }

    private sealed class FactTest(Func<int, bool> test) : RowTest
    {
        public override Truth Of(int row) => CellMath.Of(test(row));
    }

    private sealed class NumberTest(CellColumn column, CompareOperator comparison, double number) : RowTest
    {
        public override Truth Of(int row) => column.TryNumber(row, out var value) ? CellMath.Decide(value, comparison, number) : Truth.Unknown;
    }

    private sealed class TimeTest(CellColumn column, CompareOperator comparison, double microseconds) : RowTest
    {
        public override Truth Of(int row) => column.TryTime(row, out var value) ? CellMath.Decide(value, comparison, microseconds) : Truth.Unknown;
    }

    private sealed class CellTest(CellColumn column, Func<int, Cell, Truth> test) : RowTest
    {
        public override Truth Of(int row)
        {
            var cell = column.Read(row);
            if (cell.Kind != CellKind.Many)
            {
                return test(row, cell);
            }

            foreach (var item in cell.Items)
            {
                if (test(row, Cell.Of(item)) == Truth.True)
                {
                    return Truth.True;
                }
            }

            return Truth.False;
        }
    }

    // Many runs share few values: each is tested once.
    private sealed class RememberedTest(CellColumn column, RowTest inner) : RowTest
    {
        private const byte NotYet = 255;
        private readonly byte[] _known = CreateFilled(column.Codes);

        public override Truth Of(int row)
        {
            ref var known = ref _known[column.CodeOf(row)];
            if (known == NotYet)
            {
                known = (byte)inner.Of(row);
            }

            return (Truth)known;
        }

        private static byte[] CreateFilled(int length)
        {
            var known = new byte[length];
            known.AsSpan().Fill(NotYet);
            return known;
        }
    }
}
