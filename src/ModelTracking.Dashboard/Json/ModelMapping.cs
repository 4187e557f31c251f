using System.Globalization;
using ModelTracking.Reading;
using ModelTracking.Versioning;

namespace ModelTracking.Dashboard.Json;

/// <summary>Models and commits as the client takes them.</summary>
internal static class ModelMapping
{
    private const int MaxChanges = 500;
    private const int MaxDetails = 400;

    public static ModelDto Of(RegisteredModel model, bool isWhole) => new(
        model.Name,
        model.Description,
        model.Tags,
        [.. model.Versions.Reverse().Select(v => Of(v, isWhole))],
        [.. model.Aliases.Select(a => new AliasDto(a.Key, a.Value, model.Rules.GetValueOrDefault(a.Key)?.ToString()))
            .Concat(model.Rules.Where(r => !model.Aliases.ContainsKey(r.Key)).Select(r => new AliasDto(r.Key, 0, r.Value.ToString())))],
        isWhole ? [.. model.History().Reverse().Select(Of)] : null,
        isWhole ? [.. model.Comments.Select(c => new CommentDto($"{c.Number}", c.By, RunMapping.Time(c.Time), c.Comment ?? "", RunComment.MentionsIn(c.Comment ?? ""), []) { Version = c.Version })] : []);

    public static DiffDto Of(TreeDiff diff) => new([.. diff.Changes.Take(MaxChanges).Select(c => Of(c, diff))], diff.Changes.Count);

    public static RepositoryDto Short(Repository repository)
    {
        var head = repository.Head();
        return new RepositoryDto(repository.Name, repository.Branches.Count, head?.Message, head is null ? null : RunMapping.Time(head.Time));
    }

    public static HistoryDto Of(Repository repository)
    {
        var commits = repository.Log().Take(Limits.Commits + 1).ToArray();
        return new HistoryDto(
            repository.Name,
            [.. repository.Branches.Select(b => new ReferenceDto(b.Name, b.CommitId))],
            [.. repository.Tags.Select(t => new ReferenceDto(t.Name, t.CommitId))],
            [.. commits.Take(Limits.Commits).Select(c => new CommitDto(c.Id, c.Parents, c.Author, RunMapping.Time(c.Time), c.Message, c.Run?.ToString()))],
            commits.Length > Limits.Commits);
    }

    private static ModelVersionDto Of(ModelVersion version, bool isWhole)
    {
        var commit = version.Commit;
        return new ModelVersionDto(
            version.Number,
            version.Stage,
            version.RegisteredBy,
            RunMapping.Time(version.Time),
            version.Description,
            version.CommitId,
            commit.Run?.ToString(),
            commit.Message,
            version.Aliases,
            version.Tags,
            [.. version.Approvals.Select(a => new ApprovalDto(a.By, RunMapping.Time(a.Time), a.IsApproved, a.Comment))],
            isWhole ? [.. commit.Tree[TreePart.Metrics].Select(e => new FactDto(e.Key, e.Value.Describe()))] : null,
            isWhole ? [.. version.Files.Select(f => new FactDto(f.Key, f.Value.Length.ToString(CultureInfo.InvariantCulture)))] : null);
    }

    private static ModelEventDto Of(ModelEvent e)
    {
        // The event's text begins with time and name, which have places of their own here.
        var text = e.ToString();
        var start = $"{e.Time:u} {e.By}: ";
        return new ModelEventDto(e.Number, RunMapping.Time(e.Time), e.By, e.Kind.ToString(), text.StartsWith(start, StringComparison.Ordinal) ? text[start.Length..] : text, e.Version);
    }

    private static ChangeDto Of(ElementChange change, TreeDiff diff) => new(
        change.Part.ToString(), change.Key, change.Kind.ToString(), change.Before?.Describe(), change.After?.Describe(), change.Delta, change.IsBetter, Details(change, diff));

    private static string[] Details(ElementChange change, TreeDiff diff)
    {
        try
        {
            return [.. diff.Details(change).Take(MaxDetails)];
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            return ["The bytes are gone or damaged; 'modeltracking doctor' says more."];
        }
    }
}
