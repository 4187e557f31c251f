using System.Text.Encodings.Web;
using System.Text.Json;
using ModelTracking.Export.Rows;

namespace ModelTracking.Export.Writing;

/// <summary>Rows as JSON lines.</summary>
internal sealed class JsonRows(Stream target, IReadOnlyList<Column> columns) : IRowWriter
{
    private readonly Utf8JsonWriter _json = new(target, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public async Task WriteAsync(object?[] row, CancellationToken cancellationToken)
    {
        _json.Reset();
        _json.WriteStartObject();
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i] is { } value)
            {
                _json.WritePropertyName(columns[i].Name);
                Write(value);
            }
        }

        _json.WriteEndObject();
        await _json.FlushAsync(cancellationToken).ConfigureAwait(false);
        target.WriteByte((byte)'\n');
    }

    public ValueTask DisposeAsync() => _json.DisposeAsync();

    private void Write(object value)
    {
        switch (value)
        {
            case double number when double.IsFinite(number):
                _json.WriteNumberValue(number);
                break;
            case double number:
                _json.WriteStringValue(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
                break;
            case long number:
                _json.WriteNumberValue(number);
                break;
            case bool boolean:
                _json.WriteBooleanValue(boolean);
                break;
            case TimeSpan span:
                _json.WriteNumberValue(span.TotalSeconds);
                break;
            default:
                _json.WriteStringValue(Column.Text(value));
                break;
        }
    }
}
