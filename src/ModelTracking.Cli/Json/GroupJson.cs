using System.Text.Json;
using ModelTracking.Analysis.Grouping;
using ModelTracking.Records;

namespace ModelTracking.Cli.Json;

/// <summary>What <c>group --json</c> prints.</summary>
internal static class GroupJson
{
    public static void Write(Terminal terminal, GroupTable table) => Write(terminal, json =>
    {
        json.WriteStartObject();
        json.WriteString("baseline", table.Baseline);
        json.WriteStartArray("groups");
        foreach (var group in table.Groups)
        {
            json.WriteStartObject();
            json.WriteString("name", group.Name);
            json.WriteStartArray("runs");
            foreach (var run in group.Runs)
            {
                json.WriteStringValue(run.ToString());
            }

            json.WriteEndArray();
            json.WriteStartObject("values");
            for (var v = 0; v < table.Values.Count; v++)
            {
                json.WriteStartObject(table.Values[v].Name);
                Write(json, group.Samples[v], group.Contrasts?[v], group.Name, table.Baseline);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    public static void Write(Terminal terminal, MetricKey metric, IReadOnlyList<(string Name, GroupCurve Curve)> curves) => Write(terminal, json =>
    {
        json.WriteStartObject();
        json.WriteString("metric", metric.ToString());
        json.WriteStartArray("groups");
        foreach (var (name, curve) in curves)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteStartArray("points");
            foreach (var point in curve.Points)
            {
                json.WriteStartObject();
                Number(json, "step", point.Step);
                json.WriteNumber("n", point.Count);
                Number(json, "mean", point.Mean);
                Number(json, "low", point.Low);
                Number(json, "high", point.High);
                Number(json, "min", point.Min);
                Number(json, "max", point.Max);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, Sample sample, Contrast? contrast, string group, string? baseline)
    {
        json.WriteNumber("n", sample.Count);
        json.WriteNumber("nan", sample.NanCount);
        Number(json, "mean", sample.Mean);
        Number(json, "median", sample.Median);
        Number(json, "deviation", sample.Deviation);
        Number(json, "low", sample.Low);
        Number(json, "high", sample.High);
        Number(json, "min", sample.Min);
        Number(json, "max", sample.Max);
        if (contrast is null)
        {
            json.WriteNull("contrast");
            return;
        }

        json.WriteStartObject("contrast");
        Number(json, "difference", contrast.Difference);
        Number(json, "low", contrast.Low);
        Number(json, "high", contrast.High);
        Number(json, "effectSize", contrast.EffectSize);
        Number(json, "p", contrast.PValue);
        Number(json, "adjustedP", contrast.AdjustedPValue);
        Number(json, "rankP", contrast.RankPValue);
        Number(json, "adjustedRankP", contrast.AdjustedRankPValue);
        json.WriteString("conclusion", contrast.Explain(group, baseline!));
        json.WriteStartArray("warnings");
        foreach (var warning in contrast.Warnings)
        {
            json.WriteStringValue(warning);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        TableJson.Write(json, value);
    }

    private static void Write(Terminal terminal, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(terminal.Bytes, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = ToolJson.Output.Options.Encoder }))
        {
            write(json);
        }

        terminal.Bytes.WriteByte((byte)'\n');
    }
}
