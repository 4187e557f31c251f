using System.Text.Json.Serialization;

namespace ModelTracking.Cli.Serving;

/// <summary>How the file is read: comments and trailing commas are allowed, unknown properties are mistakes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    ReadCommentHandling = System.Text.Json.JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ServingFile))]
internal sealed partial class ServingJson : JsonSerializerContext;
