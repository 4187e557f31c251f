namespace ModelTracking.MLflow.Connection;

/// <summary>Reads a section of a settings file (<c>[name]</c>, <c>key = value</c>).</summary>
internal static class IniFile
{
    /// <summary>The section's values by lower-case key; null where there is no such file or section.</summary>
    public static Dictionary<string, string>? Section(string path, string name)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        Dictionary<string, string>? section = null;
        var isInside = false;
        foreach (var line in lines.Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] is not ('#' or ';')))
        {
            if (line[0] == '[')
            {
                isInside = line.TrimStart('[').TrimEnd(']').Trim().Equals(name, StringComparison.OrdinalIgnoreCase);
                section ??= isInside ? new(StringComparer.OrdinalIgnoreCase) : null;
            }
            else if (isInside && line.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                section![line[..equals].Trim()] = line[(equals + 1)..].Trim();
            }
        }

        return section;
    }
}
