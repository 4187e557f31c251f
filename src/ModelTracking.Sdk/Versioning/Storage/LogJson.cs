using System.Text.Encodings.Web;
using System.Text.Json;

namespace ModelTracking.Versioning.Storage;

/// <summary>The lines of the logs, readable where names and comments are not English.</summary>
internal static class LogJson
{
    public static readonly VersioningJson Lines = new(new JsonSerializerOptions(VersioningJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
