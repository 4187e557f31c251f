using ModelTracking.Reading.Filters;

namespace ModelTracking.Reading.Evaluation;

/// <summary>Puts rows of tables in the order of a query. Never the same place for two rows.</summary>
internal sealed class RowOrder
{
    private const ulong NanKey = ulong.MaxValue - 1;
    private const ulong MissingKey = ulong.MaxValue;
    private readonly IReadOnlyList<IRunTable> _tables;
    private readonly IReadOnlyList<RunOrder> _orders;
    private readonly CellColumn[][] _columns;

    public RowOrder(IReadOnlyList<IRunTable> tables, IReadOnlyList<RunOrder> orders, FilterBinding binding)
    {
        _tables = tables;
        _orders = orders;
        _columns = [.. orders.Select(o => tables.Select(t => binding.Bind(t, o.Value)).ToArray())];
    }

    public void Sort(RowRef[] rows)
    {
        if (_orders.Count == 0)
        {
            SortByStart(rows);
            return;
        }

        var keys = new ulong[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var cell = Read(0, rows[i]);
            if (cell.Kind is CellKind.Text or CellKind.Many)
            {
                Array.Sort(rows, Compare);
                return;
            }

            keys[i] = Key(cell, _orders[0].IsDescending);
        }

        // The first key as a number decides nearly always; what is equal by it is sorted in full.
        Array.Sort(keys, rows);
        SortEqual(keys, rows, Comparer<RowRef>.Create(Compare));
    }

    /// <summary>The cells by which a row has its place.</summary>
    public Cell[] Place(RowRef row) => [.. Enumerable.Range(0, _orders.Count).Select(i => Read(i, row))];

    /// <summary>Compares a row with a place that a page ended at.</summary>
    public int Compare(RowRef row, Cell[] place, long startTime, string id)
    {
        for (var i = 0; i < _orders.Count; i++)
        {
            var order = Compare(Read(i, row), place[i], _orders[i].IsDescending);
            if (order != 0)
            {
                return order;
            }
        }

        var byStart = startTime.CompareTo(_tables[row.Table].StartTime(row.Row));
        return byStart != 0 ? byStart : string.CompareOrdinal(_tables[row.Table].Id(row.Row).ToString(), id);
    }

    private int Compare(RowRef a, RowRef b)
    {
        for (var i = 0; i < _orders.Count; i++)
        {
            var order = Compare(Read(i, a), Read(i, b), _orders[i].IsDescending);
            if (order != 0)
            {
                return order;
            }
        }

        return CompareStarts(a, b);
    }

    private int CompareStarts(RowRef a, RowRef b)
    {
        var byStart = _tables[b.Table].StartTime(b.Row).CompareTo(_tables[a.Table].StartTime(a.Row));
        return byStart != 0 ? byStart : _tables[a.Table].Id(a.Row).CompareTo(_tables[b.Table].Id(b.Row));
    }

    private void SortByStart(RowRef[] rows)
    {
        var keys = new ulong[rows.Length];
        var isSorted = true;
        for (var i = 0; i < rows.Length; i++)
        {
            keys[i] = ulong.MaxValue - (ulong)(_tables[rows[i].Table].StartTime(rows[i].Row) - long.MinValue);
            isSorted &= i == 0 || keys[i - 1] <= keys[i];
        }

        if (!isSorted)
        {
            Array.Sort(keys, rows);
        }

        SortEqual(keys, rows, Comparer<RowRef>.Create(CompareStarts));
    }

    private static void SortEqual(ulong[] keys, RowRef[] rows, Comparer<RowRef> comparer)
    {
        for (var from = 0; from < rows.Length;)
        {
            var to = from + 1;
            while (to < rows.Length && keys[to] == keys[from])
            {
                to++;
            }

            if (to - from > 1)
            {
                Array.Sort(rows, from, to - from, comparer);
            }

            from = to;
        }
    }

    private Cell Read(int order, RowRef row) => _columns[order][row.Table].Read(row.Row);

    // Whole numbers in the order of the floating-point ones.
    private static ulong Key(in Cell cell, bool descending)
    {
        if (cell.IsMissing)
        {
            return MissingKey;
        }

        var number = cell.Number + 0.0;
        if (double.IsNaN(number))
        {
            return NanKey;
        }

        var bits = BitConverter.DoubleToInt64Bits(descending ? 0.0 - number : number);
        return (ulong)(bits < 0 ? ~bits : bits ^ long.MinValue);
    }

    private static int Compare(in Cell a, in Cell b, bool descending)
    {
        var (rankA, rankB) = (Rank(a), Rank(b));
        if (rankA != rankB || rankA > 1)
        {
            return rankA.CompareTo(rankB);
        }

        var order = rankA == 0 ? a.Number.CompareTo(b.Number) : string.CompareOrdinal(a.ToText(), b.ToText());
        return descending ? -order : order;
    }

    private static int Rank(in Cell cell) => cell.Kind switch
    {
        CellKind.Missing => 3,
        CellKind.Text or CellKind.Many => 1,
        _ => double.IsNaN(cell.Number) ? 2 : 0,
    };
}
