namespace ModelTracking.Capture.Git;

/// <summary>What <c>git status --porcelain=v2 --branch -z</c> says.</summary>
internal sealed class GitStatus
{
    /// <summary>The commit; null before the first one.</summary>
    public string? Commit { get; private set; }

    /// <summary>The branch; null where none is checked out.</summary>
    public string? Branch { get; private set; }

    /// <summary>Changed tracked files, submodules included.</summary>
    public List<string> Changed { get; } = [];

    /// <summary>Files with conflicts.</summary>
    public List<string> Conflicts { get; } = [];

    /// <summary>Untracked files that are not ignored; a nested repository ends with a slash.</summary>
    public List<string> Untracked { get; } = [];

    /// <summary>Changed submodules, and whether they hold changes of their own.</summary>
    public List<(string Path, bool IsDirty)> Submodules { get; } = [];

    public static GitStatus Parse(string text)
    {
        var status = new GitStatus();
        var entries = text.Split('\0');
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = entries[i];
            if (entry.Length < 3)
            {
                continue;
            }

            switch (entry[0])
            {
                case '#': status.Header(entry[2..]); break;
                case '1': status.Change(entry, 8); break;
                case '2': status.Change(entry, 9); i++; break;
                case 'u': status.Conflicts.Add(Field(entry, 10)); break;
                case '?': status.Untracked.Add(entry[2..]); break;
            }
        }

        return status;
    }

    private void Header(string line)
    {
        if (line.StartsWith("branch.oid ", StringComparison.Ordinal) && !line.EndsWith("(initial)", StringComparison.Ordinal))
        {
            Commit = line["branch.oid ".Length..];
        }
        else if (line.StartsWith("branch.head ", StringComparison.Ordinal) && !line.EndsWith("(detached)", StringComparison.Ordinal))
        {
            Branch = line["branch.head ".Length..];
        }
    }

    private void Change(string entry, int pathField)
    {
        var path = Field(entry, pathField);
        Changed.Add(path);
        var submodule = Field(entry, 2);
        if (submodule.StartsWith('S'))
        {
            Submodules.Add((path, submodule.Contains('M', StringComparison.Ordinal) || submodule.Contains('U', StringComparison.Ordinal)));
        }
    }

    // Fields are parted by one space, and the path, which comes last, may hold spaces.
    private static string Field(string entry, int number)
    {
        var parts = entry.Split(' ', number + 1);
        return number == 2 ? parts[2].Split(' ')[0] : parts[^1];
    }
}
