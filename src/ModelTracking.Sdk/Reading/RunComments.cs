using System.Text.Encodings.Web;
using System.Text.Json;
using ModelTracking.Records;

namespace ModelTracking.Reading;

/// <summary>
/// Comments on runs. Each is a tag of the run, so it stands in the journal with its history, goes wherever the run goes (MLflow, exports,
/// imports), and is taken back by removing the tag.
/// </summary>
public static class RunComments
{
    /// <summary>Characters that a comment may have.</summary>
    public const int MaxLength = 2000;

    private static readonly CommentJson Json = new(new JsonSerializerOptions(CommentJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The comments on a run, oldest first. What is none in truth is left out.</summary>
    public static IReadOnlyList<RunComment> Of(RunSummary run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return [.. run.Tags.Where(t => t.Key.StartsWith(RunTags.CommentPrefix, StringComparison.Ordinal)).Select(t => Parse(t.Key, t.Value)).OfType<RunComment>().OrderBy(c => c.Time).ThenBy(c => c.Id, StringComparer.Ordinal)];
    }

    /// <summary>A comment out of its tag; null where it is none.</summary>
    internal static RunComment? Parse(string key, string value)
    {
        try
        {
            return JsonSerializer.Deserialize(value, Json.RunComment) is { By: not null, Text: not null } comment ? comment with { Id = key[RunTags.CommentPrefix.Length..] } : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            return null;
        }
    }

    internal static KeyValuePair<string, string?> Tag(RunComment comment) => new(RunTags.CommentPrefix + comment.Id, JsonSerializer.Serialize(comment, Json.RunComment));

    /// <summary>The tag that lists who is mentioned; removed where nobody is.</summary>
    internal static KeyValuePair<string, string?> Mentions(IEnumerable<RunComment> comments) =>
        new(RunTags.Mentions, string.Join(' ', comments.SelectMany(c => c.Mentions).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(m => $"@{m}")) is { Length: > 0 } all ? all : null);
}
