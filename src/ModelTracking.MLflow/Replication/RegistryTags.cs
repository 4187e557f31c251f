using System.Globalization;
using ModelTracking.Versioning;

namespace ModelTracking.MLflow.Replication;

/// <summary>Tags of a registered model and its versions, with what MLflow's registry has no other place for: comments and approvals.</summary>
internal static class RegistryTags
{
    /// <summary>The tag with what was said about a model or a version: a line for each comment, the newest last.</summary>
    public const string Comments = "modeltracking.comments";

    /// <summary>The tag with each person's last word on a version: a line for each.</summary>
    public const string Approvals = "modeltracking.approvals";

    // What all versions of MLflow's registry take.
    private const int Longest = 5000;

    public static Dictionary<string, string> Of(RegisteredModel model) => With(model.Tags, (Comments, CommentsOn(model, null)));

    public static Dictionary<string, string> Of(RegisteredModel model, ModelVersion version) => With(
        version.Tags,
        (Comments, CommentsOn(model, version.Number)),
        (Approvals, version.Approvals.Select(a => Line(a.Time, a.By, string.Join(": ", new[] { a.IsApproved ? "approved" : "rejected", a.Comment }.Where(t => !string.IsNullOrEmpty(t)))))));

    private static IEnumerable<string> CommentsOn(RegisteredModel model, int? version) => model.Comments.Where(c => c.Version == version).Select(c => Line(c.Time, c.By, c.Comment ?? ""));

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> tags, params (string Key, IEnumerable<string> Lines)[] more)
    {
        var all = new Dictionary<string, string>(tags, StringComparer.Ordinal);
        foreach (var (key, lines) in more)
        {
            if (string.Join('\n', lines) is { Length: > 0 } text)
            {
                all[key] = text.Length <= Longest ? text : "... " + text[^(Longest - 4)..];
            }
        }

        return all;
    }

    private static string Line(DateTimeOffset time, string by, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime:yyyy-MM-dd HH:mm} {by}: {text.ReplaceLineEndings(" ")}");
}
