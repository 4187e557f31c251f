using ModelTracking.Versioning.Storage;

namespace ModelTracking.Versioning;

/// <summary>What differs between two commits, element by element. Contents of files are read when they are asked for. Thread-safe.</summary>
public sealed class TreeDiff
{
    private readonly Func<string, Stream> _open;

    internal TreeDiff(IReadOnlyList<ElementChange> changes, Func<string, Stream> open)
    {
        Changes = changes;
        _open = open;
    }

    /// <summary>The differences, ordered by part and key.</summary>
    public IReadOnlyList<ElementChange> Changes { get; }

    /// <summary>True where there is none.</summary>
    public bool IsEmpty => Changes.Count == 0;

    /// <summary>Opens the bytes of a file on one side of a change.</summary>
    /// <exception cref="ArgumentException">The element has no bytes in the store.</exception>
    public Stream Open(TreeElement element) => _open(CommitStore.FileOf(element)
        ?? throw new ArgumentException($"{element} has no bytes in the store.", nameof(element)));

    /// <summary>What changed inside a file, a git state, a folder of data or a model: a unified diff, tensors by name, entries by name. Empty where nothing can be said.</summary>
    public IReadOnlyList<string> Details(ElementChange change) => DiffDetails.Of(change ?? throw new ArgumentNullException(nameof(change)), this);

    /// <summary>The whole difference for people, with the contents of files where they can be compared.</summary>
    public string ToText(bool details = true) => DiffText.Write(this, details);

    internal static TreeDiff Between(VersionTree before, VersionTree after, Func<string, Stream> open)
    {
        var changes = new List<ElementChange>();
        foreach (var part in VersionTree.AllParts.Where(p => !before.SharesPart(after, p)))
        {
            var (a, b) = (before.Part(part), after.Part(part));
            for (int i = 0, j = 0; i < a.Count || j < b.Count;)
            {
                var order = i == a.Count ? 1 : j == b.Count ? -1 : string.CompareOrdinal(a.GetKeyAtIndex(i), b.GetKeyAtIndex(j));
                var left = order <= 0 ? a.GetValueAtIndex(i) : null;
                var right = order >= 0 ? b.GetValueAtIndex(j) : null;
                if (!Equals(left, right))
                {
                    changes.Add(new ElementChange(part, order <= 0 ? a.GetKeyAtIndex(i) : b.GetKeyAtIndex(j), left, right));
                }

                i += order <= 0 ? 1 : 0;
                j += order >= 0 ? 1 : 0;
            }
        }

        return new TreeDiff(changes, open);
    }
}
