namespace ModelTracking.Capture.Programs;

/// <summary>Finds a program on the PATH. The working folder is never looked at: a repository must not bring its own <c>git</c>.</summary>
internal static class ProgramFinder
{
    /// <summary>Full path of a program, or null where there is none of that name.</summary>
    /// <param name="name">A bare name, or a full path.</param>
    /// <param name="path">The folders to look in. Default: the variable <c>PATH</c>.</param>
    public static string? Find(string name, string? path = null)
    {
        if (Path.IsPathFullyQualified(name))
        {
            return File.Exists(name) ? name : null;
        }

        if (name.Contains('/', StringComparison.Ordinal) || name.Contains('\\', StringComparison.Ordinal))
        {
            return null;
        }

        path ??= System.Environment.GetEnvironmentVariable("PATH") ?? "";
        var extensions = OperatingSystem.IsWindows() ? (string[])[".exe", ".com", ""] : [""];
        foreach (var folder in path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(Path.IsPathFullyQualified))
        {
            foreach (var extension in extensions)
            {
                var file = Path.Combine(folder, name + extension);
                if (File.Exists(file) && IsExecutable(file))
                {
                    return file;
                }
            }
        }

        return null;
    }

    private static bool IsExecutable(string file) => OperatingSystem.IsWindows()
        || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}
