using ModelTracking.Reading;
using ModelTracking.Versioning;

namespace ModelTracking.Cli.Json;

/// <summary>A comment on a run, a comparison or a model.</summary>
internal sealed record CommentJson(string On, string? Id, string By, DateTimeOffset Time, string Text, IReadOnlyList<string> Mentions, IReadOnlyList<string> With)
{
    public static CommentJson Of(string run, RunComment c) => new(run, c.Id, c.By, c.Time, c.Text, c.Mentions, [.. c.With.Select(r => r.ToString())]);

    public static CommentJson Of(ModelEvent e) => new(
        $"models:/{e.Model}{(e.Version is { } version ? $"/{version}" : "")}", null, e.By, e.Time, e.Comment ?? "", RunComment.MentionsIn(e.Comment ?? ""), []);
}
