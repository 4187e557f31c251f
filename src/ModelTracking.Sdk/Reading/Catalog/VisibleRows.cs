using ModelTracking.Reading.Evaluation;
using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Reading.Catalog;

/// <summary>Those rows of a table that are still true.</summary>
internal sealed class VisibleRows(IRunTable inner, int[] rows) : IRunTable
{
    public int Count => rows.Length;

    public RunId Id(int row) => inner.Id(rows[row]);

    public long StartTime(int row) => inner.StartTime(rows[row]);

    public RunId? Parent(int row) => inner.Parent(rows[row]);

    public CellColumn Bind(RunValue field) => inner.Bind(field) is { IsConstant: true } constant ? constant : new Mapped(inner.Bind(field), rows);

    public Func<int, bool> BindHas(FieldKind kind, string key)
    {
        var has = inner.BindHas(kind, key);
        return row => has(rows[row]);
    }

    public IEnumerable<string> Keys(FieldKind kind) => inner.Keys(kind);

    public IEnumerable<RunValue> Fields() => inner.Fields();

    private sealed class Mapped(CellColumn column, int[] rows) : CellColumn
    {
        public override int Codes => column.Codes;

        public override int CodeOf(int row) => column.CodeOf(rows[row]);

        public override Cell Read(int row) => column.Read(rows[row]);

        public override bool TryTime(int row, out double microseconds) => column.TryTime(rows[row], out microseconds);

        public override bool TryNumber(int row, out double number) => column.TryNumber(rows[row], out number);
    }
}
