using ModelTracking.Export.Rows;
using Parquet;
using Parquet.Schema;

namespace ModelTracking.Export.Writing;

/// <summary>Rows as Parquet: gathered into row groups, so that memory holds no more than one.</summary>
internal sealed class ParquetRows : IRowWriter
{
    private const int CellsPerGroup = 1_000_000;
    private readonly IReadOnlyList<Column> _columns;
    private readonly DataField[] _fields;
    private readonly ParquetWriter _writer;
    private readonly List<object?[]> _rows = [];
    private readonly int _rowsPerGroup;

    private ParquetRows(IReadOnlyList<Column> columns, DataField[] fields, ParquetWriter writer)
    {
        (_columns, _fields, _writer) = (columns, fields, writer);
        _rowsPerGroup = Math.Max(1000, CellsPerGroup / Math.Max(1, columns.Count));
    }

    public static async Task<ParquetRows> CreateAsync(Stream target, IReadOnlyList<Column> columns, CancellationToken cancellationToken)
    {
        var fields = columns.Select(Field).ToArray();
        var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), target, cancellationToken: cancellationToken).ConfigureAwait(false);
        return new ParquetRows(columns, fields, writer);
    }

    public Task WriteAsync(object?[] row, CancellationToken cancellationToken)
    {
        _rows.Add(row);
        return _rows.Count < _rowsPerGroup ? Task.CompletedTask : FlushAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await FlushAsync(CancellationToken.None).ConfigureAwait(false);
        await _writer.DisposeAsync().ConfigureAwait(false);
    }

    private static DataField Field(Column column) => column.Type switch
    {
        ColumnType.Whole => new DataField<long?>(column.Name),
        ColumnType.Number => new DataField<double?>(column.Name),
        ColumnType.Boolean => new DataField<bool?>(column.Name),
        ColumnType.Time => new DateTimeDataField(column.Name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Micros, isNullable: true),
        _ => new DataField(column.Name, typeof(string), isNullable: true),
    };

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_rows.Count == 0)
        {
            return;
        }

        using var group = _writer.CreateRowGroup();
        for (var c = 0; c < _columns.Count; c++)
        {
            var column = _columns[c];
            await (column.Type switch
            {
                ColumnType.Whole => group.WriteAsync<long>(_fields[c], Values<long>(c), cancellationToken: cancellationToken),
                ColumnType.Number => group.WriteAsync<double>(_fields[c], Values<double>(c), cancellationToken: cancellationToken),
                ColumnType.Boolean => group.WriteAsync<bool>(_fields[c], Values<bool>(c), cancellationToken: cancellationToken),
                ColumnType.Time => group.WriteAsync<DateTime>(_fields[c], Times(c), cancellationToken: cancellationToken),
                _ => group.WriteAsync(_fields[c], Texts(c)),
            }).ConfigureAwait(false);
        }

        group.CompleteValidate();
        _rows.Clear();
    }

    private ReadOnlyMemory<T?> Values<T>(int column)
        where T : struct => _rows.Select(r => (T?)_columns[column].Fit(r[column])).ToArray();

    private ReadOnlyMemory<DateTime?> Times(int column) => _rows.Select(r => ((DateTimeOffset?)r[column])?.UtcDateTime).ToArray();

    private string?[] Texts(int column) => [.. _rows.Select(r => (string?)_columns[column].Fit(r[column]))];
}
