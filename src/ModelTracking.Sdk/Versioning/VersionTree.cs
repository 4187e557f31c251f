namespace ModelTracking.Versioning;

/// <summary>What a commit holds: typed parts, each a sorted map of elements. Immutable and thread-safe; parts are read when they are first asked for.</summary>
public sealed class VersionTree
{
    internal static readonly TreePart[] AllParts = Enum.GetValues<TreePart>();

    private static readonly SortedList<string, TreeElement> NoElements = new(StringComparer.Ordinal);

    private readonly Dictionary<TreePart, Lazy<SortedList<string, TreeElement>>> _parts;

    internal VersionTree(IReadOnlyDictionary<TreePart, string> partIds, Func<string, SortedList<string, TreeElement>> load)
    {
        PartIds = partIds;
        _parts = partIds.ToDictionary(p => p.Key, p => new Lazy<SortedList<string, TreeElement>>(() => load(p.Value), LazyThreadSafetyMode.PublicationOnly));
    }

    private VersionTree(Dictionary<TreePart, SortedList<string, TreeElement>> parts)
    {
        _parts = parts.ToDictionary(p => p.Key, p => new Lazy<SortedList<string, TreeElement>>(p.Value));
    }

    /// <summary>The tree without elements.</summary>
    public static VersionTree Empty { get; } = new([]);

    /// <summary>The elements of a part by key, in ordinal order; empty where the commit has none.</summary>
    public IReadOnlyDictionary<string, TreeElement> this[TreePart part] => Part(part);

    /// <summary>All elements, ordered by part and key.</summary>
    public IEnumerable<TreeEntry> Entries => AllParts.SelectMany(part => Part(part).Select(e => new TreeEntry(part, e.Key, e.Value)));

    /// <summary>Identities of the parts; null for a tree that is not stored.</summary>
    internal IReadOnlyDictionary<TreePart, string>? PartIds { get; }

    /// <summary>The element at a place, or null.</summary>
    public TreeElement? Find(TreePart part, string key) => Part(part).GetValueOrDefault(key);

    /// <summary>Makes a tree.</summary>
    /// <exception cref="ArgumentException">Two entries have one place.</exception>
    internal static VersionTree Of(IEnumerable<TreeEntry> entries)
    {
        var parts = new Dictionary<TreePart, SortedList<string, TreeElement>>();
        foreach (var entry in entries.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            if (!parts.TryGetValue(entry.Part, out var part))
            {
                parts[entry.Part] = part = new SortedList<string, TreeElement>(StringComparer.Ordinal);
            }

            part.Add(entry.Key, entry.Element);
        }

        return new VersionTree(parts);
    }

    /// <summary>Whether a part is certainly the same in both trees, told without reading it.</summary>
    internal bool SharesPart(VersionTree other, TreePart part) =>
        PartIds is not null && other.PartIds is not null && PartIds.GetValueOrDefault(part) == other.PartIds.GetValueOrDefault(part);

    internal bool PartEquals(VersionTree other, TreePart part) => SharesPart(other, part) || Part(part).SequenceEqual(other.Part(part));

    internal SortedList<string, TreeElement> Part(TreePart part) => _parts.TryGetValue(part, out var elements) ? elements.Value : NoElements;
}
