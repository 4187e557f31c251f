using ModelTracking.Access;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Api;
using ModelTracking.Sharing;

namespace ModelTracking.Dashboard.Sharing;

/// <summary>
/// Views or reports as one visitor may see and change them. What is private is its owner's; what is about one experiment is
/// for those who see that, anything else for those who see all. Its owner and administrators change it. Thread-safe.
/// </summary>
/// <param name="documents">All of them.</param>
/// <param name="visitor">Who asks.</param>
/// <param name="scopeOf">The experiment that a document is about; empty for all.</param>
internal sealed class SharedAccess(SharedDocuments documents, Visitor visitor, Func<SharedDocument, string> scopeOf)
{
    private AccessRights Rights => visitor.Rights;

    private string What => documents.Kind == SharedKind.View ? "view" : "report";

    public IEnumerable<SharedDocument> List() => documents.List().Where(Sees);

    /// <exception cref="ApiException">There is none that the visitor may see.</exception>
    public SharedDocument Find(string id) => documents.Find(id) is { } found && Sees(found) ? found : throw ApiException.NotFound($"There is no such {What}; it may have been deleted.");

    /// <summary>The versions of one, newest first, without those that were somebody else's alone or about what the visitor may not see.</summary>
    /// <exception cref="ApiException">There is none that the visitor may see.</exception>
    public IEnumerable<SharedDocument> History(string id) => documents.History(Find(id).Id).Where(Sees);

    public bool MayChange(SharedDocument document) => IsOwn(document) || Rights.IsAdministrator;

    /// <exception cref="ApiException">The visitor may not.</exception>
    public SharedDocument Create(string? name, string content, bool isPrivate, string experiment = "")
    {
        RequireEditor(new SharedDocument("", documents.Kind, name ?? "", content, visitor.Owner ?? "", default) { IsPrivate = isPrivate, Experiment = experiment });
        visitor.Note($"{What}.create", name ?? "", isPrivate ? "private" : null);
        return documents.Create(name ?? "", content, isPrivate, experiment, visitor.Owner);
    }

    /// <exception cref="ApiException">There is none that the visitor may see, or they may not.</exception>
    public SharedDocument Change(string id, SharedChange change)
    {
        var before = FindOwn(id);
        RequireEditor(before with { Content = change.Content ?? before.Content, Experiment = change.Experiment ?? before.Experiment, IsPrivate = change.IsPrivate ?? before.IsPrivate });
        visitor.Note($"{What}.edit", Named(before), Summary(change));
        return documents.Change(id, change, visitor.Owner) ?? throw ApiException.NotFound($"There is no such {What}; it may have been deleted.");
    }

    /// <exception cref="ApiException">There is none that the visitor may see, or they may not.</exception>
    public void Delete(string id)
    {
        visitor.Note($"{What}.delete", Named(FindOwn(id)));
        documents.Delete(id, visitor.Owner);
    }

    private SharedDocument FindOwn(string id) => Find(id) is var found && MayChange(found) ? found
        : throw ApiException.Denied($"'{found.Name}' is {found.Owner}'s. Save your own under another name, or ask an administrator of the dashboard.");

    private bool IsOwn(SharedDocument document) => visitor.Owner is null || visitor.Owner == document.Owner;

    private bool Sees(SharedDocument document) => IsOwn(document) || (!document.IsPrivate && RoleOn(document) is not null);

    private AccessRole? RoleOn(SharedDocument document) => scopeOf(document) is { Length: > 0 } experiment ? Rights.OnExperiment(experiment) : Rights.OnAllExperiments;

    // For oneself alone it is enough to be an editor of anything.
    private void RequireEditor(SharedDocument document)
    {
        var may = document.IsPrivate ? Rights.Grants.Any(g => g.Role is AccessRole.Editor or AccessRole.Manager or AccessRole.Administrator) : RoleOn(document) >= AccessRole.Editor;
        if (!may)
        {
            var of = scopeOf(document) is { Length: > 0 } experiment ? $"the experiment '{experiment}'" : "all experiments";
            throw ApiException.Denied(document.IsPrivate
                ? $"It takes the role of an editor to save a {What}. An administrator of the dashboard gives it."
                : $"It takes the role of an editor of {of} to save this {What} for others. Limit it to an experiment of yours, or keep it to yourself.");
        }
    }

    private static string Named(SharedDocument document) => $"{document.Name} ({document.Id})";

    private static string Summary(SharedChange change) => string.Join(", ", new[]
    {
        change.Name is null ? null : $"name={change.Name}",
        change.Content is null ? null : "content",
        change.Experiment is null ? null : $"experiment={change.Experiment}",
        change.IsPrivate is null ? null : $"private={change.IsPrivate}",
    }.OfType<string>());
}
