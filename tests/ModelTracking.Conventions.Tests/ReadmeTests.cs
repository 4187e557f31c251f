namespace ModelTracking.Conventions.Tests;

/// <summary>What the READMEs show stands, line by line, in an example that is built and run.</summary>
public class ReadmeTests
{
    private static string Normal(IEnumerable<string> lines) => string.Join('\n', lines.Select(l => l.Trim()).Where(l => l.Length > 0));

    private static IEnumerable<string> CodeBlocks(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Trim() == "```csharp")
            {
                yield return Normal(lines.Skip(i + 1).TakeWhile(l => l.Trim() != "```"));
            }
        }
    }

    [Fact]
    public void Every_code_block_stands_in_an_example()
    {
        var examples = Repository.Files("examples", "*.cs").Select(f => Normal(f.Lines)).ToArray();
        var readmes = new[] { ("README.md", File.ReadAllLines(Path.Combine(Repository.Root, "README.md"))) }.Concat(Repository.Files("src", "README.md").Select(f => (f.Path, f.Lines)));
        foreach (var (path, lines) in readmes)
        {
            foreach (var block in CodeBlocks(lines))
            {
                Assert.True(examples.Any(e => e.Contains(block, StringComparison.Ordinal)), $"{path} shows code that is in no example:\n{block}");
            }
        }
    }

    [Fact]
    public void The_root_README_begins_with_code_and_the_two_commands()
    {
        var top = File.ReadLines(Path.Combine(Repository.Root, "README.md")).Take(40).ToArray();
        Assert.Contains("dotnet run --project examples/Quickstart", top);
        Assert.Contains("dotnet test", top);
    }

    [Fact]
    public void Every_package_has_a_README()
    {
        foreach (var (path, lines) in Repository.Files("src", "*.csproj"))
        {
            Assert.True(File.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(path)!, "README.md")), $"{path} has no README.md beside it ({lines.Length} lines)");
        }
    }
}
