using System.Globalization;

namespace ModelTracking.Versioning.Storage;

/// <summary>Finds the commit that a text means.</summary>
internal sealed class Revisions(string repository, RefTable refs, CommitStore store)
{
    private const int ShortestId = 4;
    private const int IdLength = 64;

    public Commit Resolve(string revision)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(revision);
        var suffix = revision.IndexOfAny(['~', '^']);
        var commit = Find(suffix < 0 ? revision : revision[..suffix]);
        while (suffix >= 0 && suffix < revision.Length)
        {
            var next = revision.IndexOfAny(['~', '^'], suffix + 1);
            next = next < 0 ? revision.Length : next;
            commit = Step(commit, revision[suffix], revision[(suffix + 1)..next], revision);
            suffix = next;
        }

        return commit;
    }

    private Commit Step(Commit commit, char kind, string digits, string revision)
    {
        if (!int.TryParse(digits.Length == 0 ? "1" : digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new ArgumentException($"'{revision}' is not a revision: after ~ or ^ comes a number.", nameof(revision));
        }

        for (var i = 0; i < (kind == '~' ? number : 1); i++)
        {
            var parent = kind == '~' ? 0 : number - 1;
            commit = parent >= 0 && parent < commit.Parents.Count
                ? store.Load(commit.Parents[parent])
                : throw new VersionNotFoundException($"'{revision}' goes beyond the history: commit {commit.ShortId} has {commit.Parents.Count} parents.", nameof(revision));
        }

        return commit;
    }

    private Commit Find(string name)
    {
        // A whole identity needs no look at the history, which may be long.
        var isWhole = name.Length == IdLength && name.All(char.IsAsciiHexDigitLower);
        if (isWhole && store.Objects.Contains(name))
        {
            return store.Load(name);
        }

        if ((refs.Find(RefTable.Branch + name) ?? refs.Find(RefTable.Tag + name)) is { } id)
        {
            return store.Load(id);
        }

        if (!isWhole && name.Length >= ShortestId && name.All(char.IsAsciiHexDigitLower))
        {
            var matches = Known().Where(k => k.StartsWith(name, StringComparison.Ordinal)).Distinct().Take(2).ToArray();
            if (matches.Length == 1)
            {
                return store.Load(matches[0]);
            }

            if (matches.Length > 1)
            {
                throw new ArgumentException($"'{name}' could mean more than one commit of repository '{repository}'. Give more digits.", nameof(name));
            }
        }

        var branches = refs.All(RefTable.Branch).Select(b => b.Key[RefTable.Branch.Length..]).ToArray();
        throw new VersionNotFoundException($"Repository '{repository}' has no branch, tag or commit '{name}'. {(branches.Length == 0 ? "It has no commits yet." : $"Its branches are: {string.Join(", ", branches)}.")}", nameof(name));
    }

    // Commits that are reachable, and those that the reflog remembers, as far as they are still there.
    private HashSet<string> Known()
    {
        var starts = refs.History().Select(c => c.Object).OfType<string>().Distinct().Where(store.Objects.Contains).ToArray();
        return CommitGraph.Ancestors(starts, id => store.Load(id).Header);
    }
}
