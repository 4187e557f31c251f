using ModelTracking.Diagnostics;
using ModelTracking.Journal;

namespace ModelTracking.Versioning.Storage;

/// <summary>Reads every object that is reachable, once, and remembers which commits need the bad ones.</summary>
internal sealed class Verifier(CommitStore store)
{
    private const string Restore = "Restore the file in 'objects' from a backup, or pull it from another store.";

    private readonly Dictionary<string, string?> _problems = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _touched = new(StringComparer.Ordinal);

    public static IReadOnlyList<VersionProblem> Verify(Repository repository)
    {
        // A store of its own: what is in the caller's memory must not hide what is wrong on disk.
        var verifier = new Verifier(new CommitStore(repository.Context.Storage));
        foreach (var (key, id) in repository.Refs.All(""))
        {
            if (!key.StartsWith(RefTable.Rejected, StringComparison.Ordinal))
            {
                verifier.Walk(id, key);
            }
        }

        return [.. repository.Refs.Damage.Select(OfLog), .. verifier.Problems()];
    }

    public static VersionProblem OfLog(LogDamage damage) =>
        new(damage.File, $"the line at byte {damage.Offset} is damaged", [], "Restore the file from a backup, or let 'modeltracking verify --repair' set the line aside.");

    /// <summary>Follows the history from a commit.</summary>
    public void Walk(string start, string name)
    {
        var open = new Stack<string>([start]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (open.TryPop(out var id))
        {
            if (!seen.Add(id) || !IsSound(id, id == start ? name : $"the history of {name}"))
            {
                continue;
            }

            try
            {
                var commit = store.Load(id);
                foreach (var parent in commit.Parents)
                {
                    open.Push(parent);
                }

                WalkTree(commit);
            }
            catch (Exception exception) when (exception is InvalidDataException or IOException or TrackingException)
            {
                _problems[id] = exception.Message;
            }
        }
    }

    public IEnumerable<VersionProblem> Problems() => _problems.Where(p => p.Value is not null).OrderBy(p => p.Key, StringComparer.Ordinal)
        .Select(p => new VersionProblem(p.Key, p.Value!, _touched.GetValueOrDefault(p.Key) ?? [], Restore));

    private void WalkTree(Commit commit)
    {
        var who = commit.ToString();
        if (!IsSound(commit.TreeId, who))
        {
            return;
        }

        foreach (var (part, id) in commit.Tree.PartIds!)
        {
            if (!IsSound(id, who))
            {
                continue;
            }

            foreach (var element in commit.Tree.Part(part).Values)
            {
                if (CommitStore.FileOf(element) is { } hash && IsSound(hash, who) && element is DatasetElement { IsFolder: true, IsStored: true })
                {
                    foreach (var file in ObjectCodec.ReadElements(hash, store.ReadBytes(hash), DatasetReader.Listing).Values)
                    {
                        IsSound(CommitStore.FileOf(file)!, who);
                    }
                }
            }
        }
    }

    private bool IsSound(string hash, string who)
    {
        if (!_problems.TryGetValue(hash, out var problem))
        {
            _problems[hash] = problem = Check(hash);
        }

        if (problem is not null)
        {
            if (!_touched.TryGetValue(hash, out var touched))
            {
                _touched[hash] = touched = [];
            }

            touched.Add(who);
        }

        return problem is null;
    }

    private string? Check(string hash)
    {
        try
        {
            using var stream = store.Objects.OpenRead(hash);
            stream.CopyTo(Stream.Null);
            return null;
        }
        catch (FileNotFoundException)
        {
            return "its bytes are missing";
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return exception.Message.TrimEnd('.');
        }
    }
}
