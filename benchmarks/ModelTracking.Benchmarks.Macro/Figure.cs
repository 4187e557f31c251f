using System.Globalization;
using System.Text.Json;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>Prints figures and remembers whether all of them met their bars.</summary>
internal static class Figure
{
    private static bool _allMet = true;

    /// <summary>0 where every bar was met, else 1.</summary>
    public static int ExitCode => _allMet ? 0 : 1;

    /// <summary>A figure that must not be above its bar.</summary>
    public static void AtMost(string name, double value, string unit, double bar) => Print(name, value, unit, $"<= {bar.ToString(CultureInfo.InvariantCulture)}", value <= bar);

    /// <summary>A figure that must not be below its bar.</summary>
    public static void AtLeast(string name, double value, string unit, double bar) => Print(name, value, unit, $">= {bar.ToString(CultureInfo.InvariantCulture)}", value >= bar);

    /// <summary>A figure without a bar, for comparison.</summary>
    public static void Plain(string name, double value, string unit) => Print(name, value, unit, null, true);

    private static void Print(string name, double value, string unit, string? bar, bool ok)
    {
        _allMet &= ok;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteNumber("value", Math.Round(value, 4));
            json.WriteString("unit", unit);
            json.WriteString("bar", bar);
            json.WriteBoolean("ok", ok);
            json.WriteEndObject();
        }

        Console.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
