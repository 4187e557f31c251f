using ModelTracking.Reading.Evaluation;
using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Reading.Catalog;

/// <summary>Some rows of a table, which says nothing of the others: not even that there is a key which they alone have.</summary>
internal sealed class SubsetTable : IRunTable
{
    private readonly IRunTable _all;
    private readonly VisibleRows _some;
    private readonly int[] _rows;

    private SubsetTable(IRunTable all, int[] rows)
    {
        _all = all;
        _rows = rows;
        _some = new VisibleRows(all, rows);
    }

    public int Count => _rows.Length;

    /// <summary>The rows whose cell in a column meets a condition; the table itself where all do.</summary>
    public static IRunTable Of(IRunTable all, RunValue field, Func<Cell, bool> isKept)
    {
        var column = all.Bind(field);
        var rows = Enumerable.Range(0, all.Count).Where(row => isKept(column.Read(row))).ToArray();
        return rows.Length == all.Count ? all : new SubsetTable(all, rows);
    }

    public RunId Id(int row) => _some.Id(row);

    public long StartTime(int row) => _some.StartTime(row);

    public RunId? Parent(int row) => _some.Parent(row);

    public CellColumn Bind(RunValue field) => _some.Bind(field);

    public Func<int, bool> BindHas(FieldKind kind, string key) => _some.BindHas(kind, key);

    public IEnumerable<string> Keys(FieldKind kind) => _all.Keys(kind).Where(key => Array.Exists(_rows, new Predicate<int>(_all.BindHas(kind, key))));

    public IEnumerable<RunValue> Fields() => _all.Fields().Where(field =>
    {
        var column = _all.Bind(field);
        return Array.Exists(_rows, row => !column.Read(row).IsMissing);
    });
}
