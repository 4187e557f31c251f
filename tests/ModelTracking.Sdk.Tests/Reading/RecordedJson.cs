using System.Text.Json;

namespace ModelTracking.Tests.Reading;

/// <summary>Reads recorded exchanges.</summary>
internal static class RecordedJson
{
    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";

    public static string Info(this JsonElement run, string name) => run.GetProperty("info").Text(name);

    public static IEnumerable<JsonElement> Data(this JsonElement run, string name) =>
        run.GetProperty("data").TryGetProperty(name, out var items) ? items.EnumerateArray() : [];

    /// <summary>A recorded search's filter and order as one query.</summary>
    public static string Query(this JsonElement line)
    {
        var request = line.GetProperty("request");
        if (request.ValueKind != JsonValueKind.Object || line.Text("name").Contains("page", StringComparison.Ordinal))
        {
            return "";
        }

        var parts = new List<string>();
        if (request.TryGetProperty("filter", out var filter))
        {
            parts.Add(filter.GetString()!);
        }

        if (request.TryGetProperty("order_by", out var order))
        {
            parts.Add("ORDER BY " + string.Join(", ", order.EnumerateArray().Select(o => o.GetString())));
        }

        return string.Join(' ', parts);
    }
}
