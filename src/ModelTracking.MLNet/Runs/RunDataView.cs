using Microsoft.ML;
using Microsoft.ML.Data;
using ModelTracking.Reading;

namespace ModelTracking.MLNet.Runs;

/// <summary>Runs as data in memory. Immutable and thread-safe.</summary>
internal sealed class RunDataView : IDataView
{
    private readonly DataColumn[] _columns;
    private readonly long _rows;

    private RunDataView(DataColumn[] columns, long rows)
    {
        (_columns, _rows) = (columns, rows);
        var schema = new DataViewSchema.Builder();
        foreach (var column in columns)
        {
            schema.AddColumn(column.Name, column.Type);
        }

        Schema = schema.ToSchema();
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public static RunDataView Of(RunTable table) =>
        new([.. table.Columns.Select((c, i) => DataColumn.Of(c.Name, [.. table.Rows.Select(r => r[i])]))], table.Rows.Count);

    public long? GetRowCount() => _rows;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(this, columnsNeeded);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(RunDataView data, IEnumerable<DataViewSchema.Column> needed) : DataViewRowCursor
    {
        private readonly HashSet<int> _active = [.. needed.Select(c => c.Index)];
        private long _row = -1;

        public override long Position => _row;

        public override long Batch => 0;

        public override DataViewSchema Schema => data.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

        public override bool MoveNext()
        {
            _row = _row + 1 < data._rows ? _row + 1 : data._rows;
            return _row < data._rows;
        }

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => data._columns[column.Index].Values is TValue[] values
            ? (ref TValue value) => value = values[_row]
            : throw new InvalidOperationException($"Column '{column.Name}' holds {column.Type}, not {typeof(TValue).Name}.");

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = new DataViewRowId((ulong)_row, 0);
    }
}
