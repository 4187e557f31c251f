using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelTracking.Records;

/// <summary>
/// Writes a value as the JSON value of its own type; what JSON cannot say (NaN, infinity, a real that looks whole)
/// is written as <c>{"real":"NaN"}</c>, so that the type survives.
/// </summary>
internal sealed class ParamValueJsonConverter : JsonConverter<ParamValue>
{
    public override bool HandleNull => true;

    public override ParamValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null: return ParamValue.Null;
            case JsonTokenType.True: return ParamValue.Of(true);
            case JsonTokenType.False: return ParamValue.Of(false);
            case JsonTokenType.String: return ParamValue.Of(reader.GetString());
            case JsonTokenType.Number:
                return reader.TryGetInt64(out var integer) ? ParamValue.Of(integer) : ParamValue.Of(reader.GetDouble());
            case JsonTokenType.StartObject:
                reader.Read();
                reader.Read();
                var text = reader.GetString();
                reader.Read();
                return ParamValue.Of(double.Parse(text!, System.Globalization.CultureInfo.InvariantCulture));
            default:
                throw new JsonException($"A param value cannot be {reader.TokenType}.");
        }
    }

    public override void Write(Utf8JsonWriter writer, ParamValue value, JsonSerializerOptions options)
    {
        switch (value.ToObject())
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool boolean: writer.WriteBooleanValue(boolean); break;
            case long integer: writer.WriteNumberValue(integer); break;
            case double real when double.IsFinite(real) && real != Math.Floor(real): writer.WriteNumberValue(real); break;
            default:
                writer.WriteStartObject();
                writer.WriteString("real", value.ToString());
                writer.WriteEndObject();
                break;
        }
    }
}
