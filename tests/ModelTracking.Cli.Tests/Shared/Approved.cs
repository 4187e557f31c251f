using System.Reflection;
using System.Runtime.CompilerServices;

namespace ModelTracking.Cli.Tests.Shared;

/// <summary>
/// Compares what people see with a file that somebody has looked at and approved. Where they differ, the test fails and
/// leaves a <c>*.received.txt</c> beside it: look at it, and rename it if it is what you want.
/// </summary>
internal static class Approved
{
    private static readonly string Folder = Path.Combine(
        typeof(Approved).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ProjectFolder").Value!,
        "Approved");

    public static void Equals(string actual, [CallerMemberName] string name = "")
    {
        var file = Path.Combine(Folder, $"{name}.txt");
        var received = Path.Combine(Folder, $"{name}.received.txt");
        var expected = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        // Help pads its lines with blanks, which no editor would keep.
        var tidy = string.Join('\n', actual.Split('\n').Select(l => l.TrimEnd())).TrimEnd() + "\n";
        if (tidy == expected)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, tidy);
        Assert.Fail($"The output differs from Approved/{name}.txt; see Approved/{name}.received.txt beside it:\n{tidy}");
    }
}
