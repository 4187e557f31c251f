using System.Text.Json;
using System.Text.Json.Serialization;
using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>
/// A series' summary in the journal's JSON, by hand: most of what a list of runs reads is these, and generated code, which
/// first collects the values of an object that cannot be changed, takes several times as long. The form is the same.
/// </summary>
internal sealed class MetricSummaryJson : JsonConverter<MetricSummary>
{
    public override MetricSummary Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? key = null, unit = null;
        var context = MetricContext.None;
        var goal = MetricGoal.None;
        var lastTime = default(DateTimeOffset);
        long count = 0, nanCount = 0;
        long? lastStep = null, minStep = null, maxStep = null;
        double first = 0, last = 0, min = 0, max = 0, mean = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, "key"u8)) key = reader.GetString();
            else if (Is(ref reader, "context"u8)) context = reader.GetString();
            else if (Is(ref reader, "count"u8)) count = reader.GetInt64();
            else if (Is(ref reader, "nanCount"u8)) nanCount = reader.GetInt64();
            else if (Is(ref reader, "first"u8)) first = Number(ref reader);
            else if (Is(ref reader, "last"u8)) last = Number(ref reader);
            else if (Is(ref reader, "lastStep"u8)) lastStep = Step(ref reader);
            else if (Is(ref reader, "lastTime"u8)) lastTime = reader.GetDateTimeOffset();
            else if (Is(ref reader, "min"u8)) min = Number(ref reader);
            else if (Is(ref reader, "minStep"u8)) minStep = Step(ref reader);
            else if (Is(ref reader, "max"u8)) max = Number(ref reader);
            else if (Is(ref reader, "maxStep"u8)) maxStep = Step(ref reader);
            else if (Is(ref reader, "mean"u8)) mean = Number(ref reader);
            else if (Is(ref reader, "goal"u8)) goal = Goal(ref reader);
            else if (Is(ref reader, "unit"u8)) unit = reader.GetString();
            else reader.Skip();
        }

        return new MetricSummary
        {
            Key = key ?? throw new JsonException("A series' summary has no key."),
            Context = context,
            Count = count,
            NanCount = nanCount,
            First = first,
            Last = last,
            LastStep = lastStep,
            LastTime = lastTime,
            Min = min,
            MinStep = minStep,
            Max = max,
            MaxStep = maxStep,
            Mean = mean,
            Goal = goal,
            Unit = unit,
        };
    }

    public override void Write(Utf8JsonWriter writer, MetricSummary value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("key"u8, value.Key);
        writer.WriteString("context"u8, value.Context.ToString());
        writer.WriteNumber("count"u8, value.Count);
        writer.WriteNumber("nanCount"u8, value.NanCount);
        WriteNumber(writer, "first"u8, value.First);
        WriteNumber(writer, "last"u8, value.Last);
        WriteStep(writer, "lastStep"u8, value.LastStep);
        writer.WriteString("lastTime"u8, value.LastTime);
        WriteNumber(writer, "min"u8, value.Min);
        WriteStep(writer, "minStep"u8, value.MinStep);
        WriteNumber(writer, "max"u8, value.Max);
        WriteStep(writer, "maxStep"u8, value.MaxStep);
        WriteNumber(writer, "mean"u8, value.Mean);
        writer.WriteString("goal"u8, value.Goal.ToString());
        if (value.Unit is { } unit)
        {
            writer.WriteString("unit"u8, unit);
        }

        writer.WriteEndObject();
    }

    // Steps on to the value where it is this property's.
    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueSpan.SequenceEqual(name) && reader.Read();

    private static double Number(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : reader.GetString() switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        var other => throw new JsonException($"'{other}' is no number."),
    };

    private static long? Step(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null ? null : reader.GetInt64();

    // Of a goal that a newer version knows nothing is known here.
    private static MetricGoal Goal(ref Utf8JsonReader reader) =>
        Enum.TryParse<MetricGoal>(reader.GetString(), out var goal) ? goal : throw new JsonException("This goal is not known.");

    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumber(name, value);
        }
        else
        {
            writer.WriteString(name, double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        }
    }

    private static void WriteStep(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? step)
    {
        if (step is { } known)
        {
            writer.WriteNumber(name, known);
        }
    }
}
