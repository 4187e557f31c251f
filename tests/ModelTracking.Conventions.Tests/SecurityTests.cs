using System.Text.RegularExpressions;

namespace ModelTracking.Conventions.Tests;

/// <summary>The table of security cases tells the truth.</summary>
public partial class SecurityTests
{
    private const int Cases = 50;

    [GeneratedRegex(@"^\| (?<case>T\d+) \| [^|]+ \| (?<tests>[^|]+) \|$")]
    private static partial Regex Row();

    [GeneratedRegex(@"public (?:async )?(?:Task|void) (?<name>\w+)\(")]
    private static partial Regex Method();

    private static Dictionary<string, string> Table() => File.ReadLines(Path.Combine(Repository.Root, "tests/SECURITY.md"))
        .Select(l => Row().Match(l)).Where(m => m.Success).ToDictionary(m => m.Groups["case"].Value, m => m.Groups["tests"].Value);

    [Fact]
    public void No_case_is_left_out() => Assert.Equal(Enumerable.Range(1, Cases).Select(i => $"T{i}"), Table().Keys);

    [Fact]
    public void Each_test_that_is_named_is_there()
    {
        var there = Repository.Files("tests", "*.cs").SelectMany(f => f.Lines).Select(l => Method().Match(l).Groups["name"].Value).ToHashSet();
        var named = Table().Values.Where(t => !t.StartsWith('(')).SelectMany(t => t.Split(", ")).Select(t => t.Trim('`')).ToArray();
        Assert.True(named.Length > 40);
        Assert.All(named, n => Assert.Contains(n, there));
    }

    // GetTempFileName makes a file for its owner alone; a name that is only put together does not.
    [Fact]
    public void T46_What_is_put_down_for_a_moment_lies_where_nobody_else_can_open_it() =>
        Assert.Empty(Repository.Files("src", "*.cs").Where(f => f.Lines.Any(l => l.Contains("Path.GetTempPath()", StringComparison.Ordinal))).Select(f => f.Path));
}
