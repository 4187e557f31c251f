namespace ModelTracking.Versioning.Storage;

/// <summary>Questions about the history as a graph. Commits are loaded by identity.</summary>
internal static class CommitGraph
{
    /// <summary>The commits that can be reached, themselves included, in no order.</summary>
    public static HashSet<string> Ancestors(IEnumerable<string> starts, Func<string, CommitHeader> load)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(starts);
        while (open.TryPop(out var id))
        {
            if (reached.Add(id))
            {
                foreach (var parent in load(id).Parents)
                {
                    open.Push(parent);
                }
            }
        }

        return reached;
    }

    /// <summary>All that can be reached: no commit before one of its children, the newest first where both may come.</summary>
    public static IEnumerable<string> Newest(IReadOnlyCollection<string> starts, Func<string, CommitHeader> load)
    {
        var children = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var id in Ancestors(starts, load))
        {
            children.TryAdd(id, 0);
            foreach (var parent in load(id).Parents.Distinct())
            {
                children[parent] = children.GetValueOrDefault(parent) + 1;
            }
        }

        var ready = new PriorityQueue<string, (long Time, string Id)>(Comparer<(long Time, string Id)>.Create(
            static (a, b) => a.Time != b.Time ? b.Time.CompareTo(a.Time) : string.CompareOrdinal(a.Id, b.Id)));
        foreach (var id in starts.Distinct().Where(id => children[id] == 0))
        {
            ready.Enqueue(id, (load(id).Time.UtcTicks, id));
        }

        while (ready.TryDequeue(out var id, out _))
        {
            yield return id;
            foreach (var parent in load(id).Parents.Distinct())
            {
                if (--children[parent] == 0)
                {
                    ready.Enqueue(parent, (load(parent).Time.UtcTicks, parent));
                }
            }
        }
    }

    /// <summary>
    /// The lowest common ancestors, by identity: common ancestors that no other common ancestor descends from. More
    /// than one in criss-cross histories, none for unrelated ones.
    /// </summary>
    public static IReadOnlyList<string> MergeBases(string a, string b, Func<string, CommitHeader> load)
    {
        var common = Ancestors([a], load);
        common.IntersectWith(Ancestors([b], load));

        // Ancestors of a common ancestor are common too, so to be above another one is to be the parent of one.
        var above = common.SelectMany(id => load(id).Parents).ToHashSet(StringComparer.Ordinal);
        return [.. common.Where(id => !above.Contains(id)).Order(StringComparer.Ordinal)];
    }
}
