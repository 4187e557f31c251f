using ModelTracking.Records;

namespace ModelTracking.Versioning;

/// <summary>
/// A state of a model with everything that made it. Immutable: its identity is the SHA-256 of its canonical form, so the
/// same content has the same identity on any machine. Thread-safe.
/// </summary>
public sealed class Commit
{
    private readonly Lazy<VersionTree> _tree;
    private readonly Func<string, Stream> _open;

    internal Commit(string id, CommitHeader header, Func<string, VersionTree> loadTree, Func<string, Stream> open)
    {
        Id = id;
        Header = header;
        _tree = new Lazy<VersionTree>(() => loadTree(header.Tree), LazyThreadSafetyMode.PublicationOnly);
        _open = open;
    }

    /// <summary>SHA-256 of the canonical form, 64 lower-case hexadecimal digits.</summary>
    public string Id { get; }

    /// <summary>The first ten digits of <see cref="Id"/>, for people.</summary>
    public string ShortId => Id[..10];

    /// <summary>Commits it was made from: none for the first one, two for a merge (the branch merged into comes first).</summary>
    public IReadOnlyList<string> Parents => Header.Parents;

    /// <summary>Who made it.</summary>
    public string Author => Header.Author;

    /// <summary>When it was made (UTC).</summary>
    public DateTimeOffset Time => Header.Time;

    /// <summary>Why it was made.</summary>
    public string Message => Header.Message;

    /// <summary>The run it came from, if any.</summary>
    public RunId? Run => Header.Run;

    /// <summary>Identity of the tree: two commits with the same content share it.</summary>
    public string TreeId => Header.Tree;

    /// <summary>What it holds.</summary>
    /// <exception cref="InvalidDataException">An object is damaged; the message says which.</exception>
    public VersionTree Tree => _tree.Value;

    internal CommitHeader Header { get; }

    /// <summary>Opens a model file, whose bytes are checked while they are read.</summary>
    /// <param name="path">Its key, such as <c>classifier/model.zip</c>, or the end of it from a slash on, such as <c>model.zip</c>.</param>
    /// <exception cref="FileNotFoundException">There is no such file, or more than one; the message lists those there are.</exception>
    public Stream Open(string path) => _open(ModelFile(path).Hash);

    /// <summary>The short identity and the first line of the message.</summary>
    public override string ToString() => $"{ShortId} {Message.Split('\n')[0]}";

    internal FileElement ModelFile(string path)
    {
        var files = Tree.Part(TreePart.Model).Where(e => e.Value is FileElement).ToArray();
        var matches = files.Where(f => f.Key == path).ToArray();
        if (matches.Length == 0)
        {
            matches = [.. files.Where(f => f.Key.EndsWith("/" + path, StringComparison.Ordinal))];
        }

        return matches.Length == 1
            ? (FileElement)matches[0].Value
            : throw new FileNotFoundException($"Commit {ShortId} has {(matches.Length == 0 ? "no" : "more than one")} model file '{path}'. It has: {(files.Length == 0 ? "none" : string.Join(", ", files.Select(f => f.Key)))}.", path);
    }

    internal Stream OpenObject(string hash) => _open(hash);
}
