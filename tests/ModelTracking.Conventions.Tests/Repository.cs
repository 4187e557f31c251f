using System.Runtime.CompilerServices;

namespace ModelTracking.Conventions.Tests;

/// <summary>The source tree that these tests look at.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>Files that were written by hand, with paths relative to the root and forward slashes.</summary>
    public static IEnumerable<(string Path, string[] Lines)> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(p => Path.GetRelativePath(Root, p).Replace('\\', '/'))
            .Where(p => !p.Split('/').Any(part => part is "bin" or "obj" or "artifacts" or "node_modules"))
            .Order(StringComparer.Ordinal)
            .Select(p => (p, File.ReadAllLines(Path.Combine(Root, p))));

    private static string Find([CallerFilePath] string thisFile = "")
    {
        // A deterministic build maps source paths; the output folder lies within the repository too.
        foreach (var start in (string[])[Path.GetDirectoryName(thisFile)!, AppContext.BaseDirectory])
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (folder.Exists && File.Exists(Path.Combine(folder.FullName, "ModelTracking.Sdk.sln")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new DirectoryNotFoundException("These tests must run inside the repository.");
    }
}
