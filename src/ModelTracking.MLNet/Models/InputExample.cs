using System.Globalization;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ModelTracking.MLNet.Models;

/// <summary>Logs the first rows of a data set beside a model, in MLflow's split form: <c>{"columns":[...],"data"...}</c> as a table.</summary>
internal static class InputExample
{
    private static readonly MethodInfo ReaderOf = typeof(InputExample).GetMethod(nameof(Reader), BindingFlags.Static | BindingFlags.NonPublic)!;
    private static readonly MethodInfo VectorReaderOf = typeof(InputExample).GetMethod(nameof(VectorReader), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <returns>Path of the artifact.</returns>
    public static string Write(Run run, IDataView data, string path, int rows)
    {
        var columns = data.Schema.Where(c => !c.IsHidden).ToArray();
        var table = new List<IReadOnlyList<object?>>();
        using (var cursor = data.GetRowCursor(columns))
        {
            var readers = columns.Select(c => ReaderFor(cursor, c)).ToArray();
            while (table.Count < rows && cursor.MoveNext())
            {
                table.Add([.. readers.Select(r => r())]);
            }
        }

        var artifact = $"{path}/input_example.json";
        run.LogTable(artifact, [.. columns.Select(c => c.Name)], table);
        return artifact;
    }

    private static Func<object?> ReaderFor(DataViewRow row, DataViewSchema.Column column)
    {
        var vector = column.Type as VectorDataViewType;
        return (Func<object?>)(vector is null ? ReaderOf : VectorReaderOf)
            .MakeGenericMethod((vector?.ItemType ?? column.Type).RawType).Invoke(null, [row, column])!;
    }

    private static Func<object?> Reader<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return Plain(value);
        };
    }

    private static Func<object?> VectorReader<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> value = default;
        return () =>
        {
            getter(ref value);
            return $"[{string.Join(", ", value.DenseValues().Select(v => Convert.ToString(Plain(v), CultureInfo.InvariantCulture)))}]";
        };
    }

    // Text in ML.NET is a span of characters, which reads well only as a string.
    private static object? Plain<T>(T value) => value is ReadOnlyMemory<char> text ? text.ToString() : value;
}
