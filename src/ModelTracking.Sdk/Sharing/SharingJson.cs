using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelTracking.Sharing;

/// <summary>The lines of the logs, readable where names are not English.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SharedEvent))]
internal sealed partial class SharingJson : JsonSerializerContext
{
    private static SharingJson? _lines;

    public static SharingJson Lines => _lines ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
