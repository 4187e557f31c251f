namespace ModelTracking.Conventions.Tests;

/// <summary>What every source file looks like.</summary>
public class FileTests
{
    private static readonly string[] Folders = ["src", "tests", "examples", "benchmarks"];

    private static IEnumerable<(string Path, string[] Lines)> All() => Folders.SelectMany(f => Repository.Files(f, "*.cs"));

    [Fact]
    public void No_file_is_longer_than_400_lines_and_no_test_longer_than_500() =>
        Assert.Empty(All().Where(f => f.Lines.Length > (f.Path.StartsWith("tests/", StringComparison.Ordinal) ? 500 : 400)).Select(f => $"{f.Path}: {f.Lines.Length}"));

    [Fact]
    public void Half_of_the_shipped_files_have_at_most_80_lines()
    {
        var lengths = Repository.Files("src", "*.cs").Select(f => f.Lines.Length).Order().ToArray();
        Assert.InRange(lengths[lengths.Length / 2], 1, 80);
    }

    [Fact]
    public void There_are_no_regions_no_conditional_code_and_no_open_ends()
    {
        string[] unwanted = ["#region", "#if ", "TO" + "DO", "HA" + "CK"];
        var found = All()
            .Where(f => !f.Path.EndsWith("FileTests.cs", StringComparison.Ordinal))
            .SelectMany(f => f.Lines.Where(l => unwanted.Any(u => l.Contains(u, StringComparison.Ordinal))).Select(l => $"{f.Path}: {l.Trim()}"));
        Assert.Empty(found);
    }

    [Fact]
    public void A_silenced_warning_says_why()
    {
        var found = All().SelectMany(f => f.Lines
            .Select((line, i) => (line, before: i > 0 ? f.Lines[i - 1] : ""))
            .Where(l => l.line.Contains("#pragma warning disable", StringComparison.Ordinal) && !l.line.Contains("//", StringComparison.Ordinal) && !l.before.Contains("//", StringComparison.Ordinal))
            .Select(l => $"{f.Path}: {l.line}"));
        Assert.DoesNotContain(found, f => !f.Contains("FileTests.cs", StringComparison.Ordinal));
    }

    [Fact]
    public void No_test_sleeps()
    {
        string[] sleeps = ["Thread.Sleep(", "Task.Delay("];
        var found = Repository.Files("tests", "*.cs")
            .Where(f => !f.Path.Contains("TestPrograms/", StringComparison.Ordinal) && !f.Path.EndsWith("FileTests.cs", StringComparison.Ordinal))
            .SelectMany(f => f.Lines.Where(l => sleeps.Any(s => l.Contains(s, StringComparison.Ordinal))).Select(l => $"{f.Path}: {l.Trim()}"));
        Assert.Empty(found);
    }
}
