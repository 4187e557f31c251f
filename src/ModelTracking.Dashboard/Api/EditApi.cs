using Microsoft.AspNetCore.Http;
using ModelTracking.Access;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Json;
using ModelTracking.Dashboard.Live;

namespace ModelTracking.Dashboard.Api;

/// <summary>Edits runs after the fact: name, note, star, archive, tags. Each edit stands in the run's journal, with who made it.</summary>
internal static class EditApi
{
    public static void Map(EndpointMap map, DashboardSource source, StoreWatch watch) => map.Change("/api/runs/{id}/edit", AccessRole.Editor, async context =>
    {
        var (id, view) = (Ask.Run(context), source.For(context));
        var wanted = await Answer.BodyAsync(context, DashboardJson.Default.RunEditDto);
        Check(wanted);
        var edit = new RunEdit { Name = wanted.Name, Note = wanted.Note, Starred = wanted.Starred, Archived = wanted.Archived, By = view.Visitor.Name };
        foreach (var (key, value) in wanted.Tags ?? new Dictionary<string, string?>())
        {
            edit.Tags[key] = value;
        }

        // To put a run away is to take it out of everybody's sight.
        await view.RunAsync(id, wanted.Archived is null ? AccessRole.Editor : AccessRole.Manager, context.RequestAborted);
        view.Visitor.Note("run.edit", $"run {id}", Summary(wanted));
        await source.Client.EditRunAsync(id, edit);
        await watch.TouchAsync(id.ToString(), context.RequestAborted);
        await Answer.JsonAsync(context, RunMapping.Of(await RunApi.FindAsync(view.Runs, id, context.RequestAborted)), DashboardJson.Default.RunDto);
    });

    // What was written stands in the run's history; here it is enough to say what of.
    private static string Summary(RunEditDto edit) => string.Join(", ", new[]
    {
        edit.Name is null ? null : "name",
        edit.Note is null ? null : "note",
        edit.Starred is null ? null : "star",
        edit.Archived is null ? null : $"archived={edit.Archived}",
        edit.Tags is { Count: > 0 } tags ? $"tags {string.Join(' ', tags.Keys)}" : null,
    }.OfType<string>());

    private static void Check(RunEditDto edit)
    {
        if (edit.Name is { Length: 0 or > Limits.KeyLength })
        {
            throw ApiException.Bad($"A name has between 1 and {Limits.KeyLength} characters.");
        }

        if (edit.Note?.Length > Limits.NoteLength)
        {
            throw ApiException.Bad($"A note has at most {Limits.NoteLength} characters.");
        }

        if (edit.Tags is { } tags && (tags.Count > Limits.Tags || tags.Any(t => t.Key.Length > Limits.KeyLength || t.Value?.Length > Limits.Commented)))
        {
            throw ApiException.Bad($"At most {Limits.Tags} tags are set at once, with keys of at most {Limits.KeyLength} and values of at most {Limits.Commented} characters.");
        }
    }
}
