using System.Collections;
using System.Globalization;
using Microsoft.ML.Data;

namespace ModelTracking.MLNet.Runs;

/// <summary>One column of runs as ML.NET holds it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Values">An array of the type's raw values, one a row.</param>
internal sealed record DataColumn(string Name, DataViewType Type, Array Values)
{
    public static DataColumn Of(string name, IReadOnlyList<object?> values)
    {
        if (values.All(v => v is bool) && values.Count > 0)
        {
            return new DataColumn(name, BooleanDataViewType.Instance, values.Select(v => (bool)v!).ToArray());
        }

        if (values.All(v => v is null or DateTimeOffset) && values.Any(v => v is not null))
        {
            return new DataColumn(name, DateTimeOffsetDataViewType.Instance, values.Select(v => v is DateTimeOffset time ? time : default).ToArray());
        }

        return values.All(v => v is null or double or long or bool or TimeSpan)
            ? new DataColumn(name, NumberDataViewType.Single, values.Select(Number).ToArray())
            : new DataColumn(name, TextDataViewType.Instance, values.Select(v => Text(v).AsMemory()).ToArray());
    }

    private static float Number(object? value) => value switch
    {
        double number => (float)number,
        long number => number,
        bool boolean => boolean ? 1 : 0,
        TimeSpan span => (float)span.TotalSeconds,
        _ => float.NaN,
    };

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        bool boolean => boolean ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable items => string.Join(", ", items.Cast<object?>()),
        _ => value.ToString() ?? "",
    };
}
