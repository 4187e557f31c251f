using System.Text.Json.Serialization;

namespace ModelTracking.Reading;

/// <summary>The value of a comment's tag.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunComment))]
internal sealed partial class CommentJson : JsonSerializerContext;
