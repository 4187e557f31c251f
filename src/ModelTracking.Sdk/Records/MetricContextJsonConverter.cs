using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelTracking.Records;

internal sealed class MetricContextJsonConverter : JsonConverter<MetricContext>
{
    public override MetricContext Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        MetricContext.FromString(reader.GetString());

    public override void Write(Utf8JsonWriter writer, MetricContext value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
