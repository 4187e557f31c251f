using System.Text.RegularExpressions;

namespace ModelTracking.Conventions.Tests;

/// <summary>Which folder of the core may use which: from the ground up.</summary>
public partial class ArrowTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Records"] = [],
        ["Diagnostics"] = [],
        ["Charts"] = [],
        ["Journal"] = ["Records", "Diagnostics"],
        ["Artifacts"] = ["Records", "Diagnostics"],
        ["Access"] = ["Diagnostics", "Journal"],
        ["Sharing"] = ["Diagnostics", "Journal"],
        ["Capture"] = ["Records", "Diagnostics"],
        ["Reading"] = ["Records", "Diagnostics", "Journal", "Artifacts", "Capture"],
        ["Backends"] = ["Records", "Diagnostics", "Journal", "Artifacts", "Capture", "Reading"],
        ["Delivery"] = ["Records", "Diagnostics", "Journal", "Artifacts", "Capture", "Reading", "Backends"],
        ["Versioning"] = ["Records", "Diagnostics", "Journal", "Artifacts", "Capture", "Reading", "Backends"],
        ["Replication"] = ["Records", "Diagnostics", "Journal", "Artifacts", "Capture", "Reading", "Backends", "Delivery", "Versioning"],
    };

    [GeneratedRegex(@"^using (?:static )?ModelTracking\.(?<folder>\w+)[;.]")]
    private static partial Regex Using();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);")]
    private static partial Regex Namespace();

    private static IEnumerable<string> Violations(string path, IEnumerable<string> lines)
    {
        var folder = path.Split('/')[2];
        if (!MayUse.TryGetValue(folder, out var allowed))
        {
            yield break;
        }

        foreach (var line in lines)
        {
            var used = Using().Match(line).Groups["folder"].Value;
            if (used.Length > 0 && used != folder && !allowed.Contains(used))
            {
                yield return $"{path} uses {used}";
            }
        }
    }

    [Fact]
    public void A_folder_uses_only_what_stands_below_it() =>
        Assert.Empty(Repository.Files("src/ModelTracking.Sdk", "*.cs").SelectMany(f => Violations(f.Path, f.Lines)));

    [Fact]
    public void An_arrow_that_points_up_is_found() =>
        Assert.Single(Violations("src/ModelTracking.Sdk/Reading/X.cs", ["using ModelTracking.Records;", "using ModelTracking.Backends;"]));

    [Fact]
    public void The_folders_of_the_core_are_those_of_the_design() =>
        Assert.Empty(Repository.Files("src/ModelTracking.Sdk", "*.cs")
            .Select(f => f.Path.Split('/'))
            .Where(parts => parts.Length > 3 && !MayUse.ContainsKey(parts[2]))
            .Select(parts => parts[2]));

    /// <summary>The namespace is the folder; only what every program names, and extension classes, live at the root.</summary>
    [Fact]
    public void The_namespace_is_the_folder()
    {
        foreach (var (path, lines) in Repository.Files("src/ModelTracking.Sdk", "*.cs"))
        {
            var parts = path.Split('/');
            var name = lines.Select(l => Namespace().Match(l)).FirstOrDefault(m => m.Success)?.Groups["name"].Value;
            var expected = string.Join('.', ["ModelTracking", .. parts[2..^1]]);
            Assert.True(name == expected || (name == "ModelTracking" && path.EndsWith("Extensions.cs", StringComparison.Ordinal)), $"{path} has the namespace {name}");
        }
    }

    [Fact]
    public void No_shipped_package_shows_its_internals_to_another()
    {
        var shipped = Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(Path.GetFileName).ToArray();
        foreach (var (path, lines) in Repository.Files("src", "*.csproj"))
        {
            Assert.DoesNotContain(lines, l => l.Contains("InternalsVisibleTo", StringComparison.Ordinal) && shipped.Any(s => l.Contains($"\"{s}\"", StringComparison.Ordinal)));
            Assert.False(string.IsNullOrEmpty(path));
        }
    }
}
