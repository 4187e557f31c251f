namespace ModelTracking.Versioning.Storage;

/// <summary>The source files of a folder that is in no git repository.</summary>
internal static class SourceFiles
{
    /// <summary>Larger files are data, not code.</summary>
    public const long MaxLength = 1 << 20;

    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".cs", ".csx", ".fs", ".fsx", ".vb", ".csproj", ".fsproj", ".vbproj", ".sln", ".slnx", ".props", ".targets", ".razor", ".cshtml",
        ".py", ".ipynb", ".dib", ".sql", ".sh", ".ps1", ".r", ".proto",
    };

    private static readonly HashSet<string> SkippedFolders = new(StringComparer.OrdinalIgnoreCase) { "bin", "obj", "artifacts", "node_modules", "mltrack", "mlruns", "packages", "__pycache__" };

    private static readonly HashSet<string> KnownNames = new(StringComparer.OrdinalIgnoreCase) { "global.json", "nuget.config", "requirements.txt", "Dockerfile", "packages.lock.json", ".editorconfig" };

    /// <summary>Full paths in no order. Hidden folders, build output and everything that is not code by its name are left out: configuration files hold secrets.</summary>
    public static IEnumerable<string> In(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            var name = Path.GetFileName(file);
            if ((Extensions.Contains(Path.GetExtension(name)) || KnownNames.Contains(name)) && new FileInfo(file) is { LinkTarget: null, Length: <= MaxLength })
            {
                yield return file;
            }
        }

        foreach (var sub in Directory.EnumerateDirectories(folder))
        {
            var name = Path.GetFileName(sub);
            if (name[0] != '.' && !SkippedFolders.Contains(name) && new DirectoryInfo(sub).LinkTarget is null)
            {
                foreach (var file in In(sub))
                {
                    yield return file;
                }
            }
        }
    }
}
