using FsCheck;
using FsCheck.Xunit;
using ModelTracking.Versioning;
using ModelTracking.Versioning.Storage;

namespace ModelTracking.Tests.Versioning;

/// <summary>Questions about histories, against slow answers that are plainly right.</summary>
public sealed class CommitGraphTests
{
    /// <summary>A random history: each commit has up to three parents among those before it; times may even run backwards.</summary>
    private static Dictionary<string, CommitHeader> Graph(int seed)
    {
        var random = new Random(seed);
        var graph = new Dictionary<string, CommitHeader>();
        var count = random.Next(2, 25);
        for (var i = 0; i < count; i++)
        {
            var parents = Enumerable.Range(0, Math.Min(i, random.Next(0, 4))).Select(_ => Name(random.Next(Math.Max(0, i - 8), i))).Distinct().ToArray();
            graph[Name(i)] = new CommitHeader("", parents, "", Some.Time.AddSeconds(random.Next(-5, 5)), "", null);
        }

        return graph;

        static string Name(int i) => $"c{i:00}";
    }

    private static bool Reaches(Dictionary<string, CommitHeader> graph, string from, string to) =>
        from == to || graph[from].Parents.Any(p => Reaches(graph, p, to));

    [Property(MaxTest = 300)]
    public void The_lowest_common_ancestors_are_those_of_the_definition(int seed)
    {
        var graph = Graph(seed);
        var random = new Random(seed);
        var (a, b) = (graph.Keys.ElementAt(random.Next(graph.Count)), graph.Keys.ElementAt(random.Next(graph.Count)));
        var common = graph.Keys.Where(c => Reaches(graph, a, c) && Reaches(graph, b, c)).ToArray();
        var lowest = common.Where(c => !common.Any(d => d != c && Reaches(graph, d, c))).Order(StringComparer.Ordinal);
        Assert.Equal(lowest, CommitGraph.MergeBases(a, b, id => graph[id]));
        Assert.Equal(CommitGraph.MergeBases(a, b, id => graph[id]), CommitGraph.MergeBases(b, a, id => graph[id]));
    }

    [Property(MaxTest = 300)]
    public void A_log_shows_each_commit_once_and_none_before_its_children(int seed)
    {
        var graph = Graph(seed);
        var starts = graph.Keys.Where((_, i) => i % 5 == seed % 5 || i == graph.Count - 1).ToArray();
        var log = CommitGraph.Newest(starts, id => graph[id]).ToList();
        Assert.Equal(graph.Keys.Where(c => starts.Any(s => Reaches(graph, s, c))).Order(), log.Order());
        Assert.All(log, c => Assert.All(graph[c].Parents, p => Assert.True(log.IndexOf(p) > log.IndexOf(c))));
    }

    [Fact]
    public void In_a_criss_cross_history_what_the_bases_agree_on_merges_and_what_not_conflicts()
    {
        using var store = new TestStore();
        var repository = store.Repository();
        repository.Commit("root", c => c.Set("x", 0).Set("y", 0).Set("z", 0));
        repository.Branch("b");
        var a1 = repository.Commit("a1", c => c.Set("x", 1).Set("z", 1));
        var b1 = repository.Commit("b1", c => c.Set("y", 1).Set("z", 2), "b");
        Resolution Ours(MergeConflict conflict) => Resolution.Ours;
        repository.Merge(b1.Id, "main", Ours);
        repository.Merge(a1.Id, "b", Ours);
        Assert.Equal(2, repository.MergeBases("main", "b").Count);

        repository.Commit("a2", c => c.Set("x", 5));
        repository.Commit("b2", c => c.Set("y", 7), "b");
        var merge = repository.Merge("b");
        Assert.Equal(["z"], merge.Conflicts.Select(c => c.Key));
        var settled = repository.Merge("b", onConflict: _ => Resolution.Theirs).Commit!;
        Assert.Equal(["x = 5", "y = 7", "z = 2"], settled.Tree[TreePart.Config].Select(e => $"{e.Key} = {e.Value}"));
    }
}
