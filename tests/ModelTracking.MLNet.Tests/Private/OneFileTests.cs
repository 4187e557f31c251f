namespace ModelTracking.MLNet.Tests.Private;

public sealed class OneFileTests
{
    [Fact]
    public void Private_members_are_reached_in_one_file_alone()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "source");
        var reaching = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(f => File.ReadAllText(f) is var text && text.Contains("NonPublic", StringComparison.Ordinal) && !OwnMethods(text))
            .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'));

        Assert.Equal(["Private/PrivateMembers.cs"], reaching);
    }

    // Generic methods of a class of ours are found by name, on itself.
    private static bool OwnMethods(string text) =>
        text.Split('\n').Where(l => l.Contains("NonPublic", StringComparison.Ordinal)).All(l => l.Contains("GetMethod(nameof(", StringComparison.Ordinal));
}
