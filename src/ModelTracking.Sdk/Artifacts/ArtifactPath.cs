namespace ModelTracking.Artifacts;

/// <summary>Rules for the path of an artifact: relative, forward slashes, never out of its run.</summary>
internal static class ArtifactPath
{
    public const int MaxLength = 1000;

    /// <summary>Brings a path to its normal form, or says why it cannot be one.</summary>
    public static bool TryNormalize(string? path, out string normal, out string problem)
    {
        normal = "";
        problem = "";
        var parts = (path ?? "").Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p != ".").ToArray();
        if (parts.Length == 0)
        {
            problem = "it is empty";
        }
        else if (path!.Length > MaxLength)
        {
            problem = $"it is longer than {MaxLength} characters";
        }
        else if (path[0] is '/' or '\\' || parts[0].Contains(':', StringComparison.Ordinal))
        {
            problem = "it is not relative";
        }
        else if (parts.Contains(".."))
        {
            problem = "it leaves the run with '..'";
        }
        else if (path.Any(char.IsControl))
        {
            problem = "it holds a control character";
        }

        normal = string.Join('/', parts);
        return problem.Length == 0;
    }
}
