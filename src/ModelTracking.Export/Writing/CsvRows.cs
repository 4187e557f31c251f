using System.Globalization;
using System.Text;
using CsvHelper;
using ModelTracking.Export.Rows;

namespace ModelTracking.Export.Writing;

/// <summary>Rows as CSV.</summary>
internal sealed class CsvRows : IRowWriter
{
    private readonly CsvWriter _csv;
    private readonly IReadOnlyList<Column> _columns;

    public CsvRows(Stream target, IReadOnlyList<Column> columns)
    {
        _csv = new CsvWriter(new StreamWriter(target, new UTF8Encoding(false), leaveOpen: true), CultureInfo.InvariantCulture);
        _columns = columns;
        foreach (var column in columns)
        {
            _csv.WriteField(CsvText.Mark(column.Name));
        }

        _csv.NextRecord();
    }

    public Task WriteAsync(object?[] row, CancellationToken cancellationToken)
    {
        for (var i = 0; i < row.Length; i++)
        {
            _csv.WriteField(row[i] is null ? "" : TextOf(_columns[i].Fit(row[i])!));
        }

        return _csv.NextRecordAsync();
    }

    // Numbers are what they are, also negative ones.
    private static string TextOf(object value) => value is double or long ? Column.Text(value) : CsvText.Mark(Column.Text(value));

    public ValueTask DisposeAsync() => _csv.DisposeAsync();
}
