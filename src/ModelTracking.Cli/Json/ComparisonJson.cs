using System.Text.Json;
using ModelTracking.Reading.Comparing;

namespace ModelTracking.Cli.Json;

/// <summary>What <c>compare --json</c> prints: runs, rows by part, and what the gates say.</summary>
internal static class ComparisonJson
{
    public static void Write(Terminal terminal, RunComparison comparison, IReadOnlyList<GateResult> gates, bool all)
    {
        using (var json = new Utf8JsonWriter(terminal.Bytes, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = ToolJson.Output.Options.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("baseline", comparison.Baseline.Id.ToString());
            json.WriteStartArray("runs");
            foreach (var run in comparison.Runs)
            {
                json.WriteStartObject();
                json.WriteString("id", run.Id.ToString());
                json.WriteString("name", run.Name);
                json.WriteString("experiment", run.Experiment);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartObject("parts");
            foreach (var section in comparison.Sections)
            {
                json.WriteStartArray(JsonNamingPolicy.CamelCase.ConvertName(section.Part.ToString()));
                foreach (var row in all ? section.Rows : section.Differences)
                {
                    Write(json, row);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
            WriteCode(json, comparison);
            WriteGates(json, gates);
            json.WriteNumber("same", comparison.SameCount);
            json.WriteEndObject();
        }

        terminal.Bytes.WriteByte((byte)'\n');
    }

    private static void Write(Utf8JsonWriter json, ComparisonRow row)
    {
        json.WriteStartObject();
        json.WriteString("name", row.Name);
        json.WriteBoolean("differs", row.Differs);
        json.WriteStartArray("values");
        foreach (var value in row.Values)
        {
            json.WriteStartObject();
            json.WritePropertyName("value");
            TableJson.Write(json, value.Value);
            json.WritePropertyName("delta");
            TableJson.Write(json, value.Delta);
            json.WritePropertyName("better");
            TableJson.Write(json, value.IsBetter);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCode(Utf8JsonWriter json, RunComparison comparison)
    {
        json.WriteStartArray("codeDifferences");
        foreach (var difference in comparison.CodeDifferences)
        {
            json.WriteStartObject();
            json.WriteString("run", difference.Run.ToString());
            json.WriteString("path", difference.Path);
            json.WriteString("lines", string.Join('\n', difference.Lines));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteGates(Utf8JsonWriter json, IReadOnlyList<GateResult> gates)
    {
        json.WriteStartArray("gates");
        foreach (var gate in gates)
        {
            json.WriteStartObject();
            json.WriteString("run", gate.Run.ToString());
            json.WriteString("outcome", JsonNamingPolicy.CamelCase.ConvertName(gate.Outcome.ToString()));
            json.WriteString("explanation", gate.Explanation);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
