using System.Text.Encodings.Web;
using System.Text.Json;

namespace ModelTracking.Access;

/// <summary>The lines of the logs, readable where names are not English.</summary>
internal static class AccessLines
{
    public static readonly AccessJson Json = new(new JsonSerializerOptions(AccessJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
