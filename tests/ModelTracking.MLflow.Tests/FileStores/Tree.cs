namespace ModelTracking.MLflow.Tests.FileStores;

/// <summary>A file store as a table of what it says: file by file, whatever the order of keys and lines.</summary>
internal static class Tree
{
    public static string Recorded { get; } = Path.Combine(AppContext.BaseDirectory, "Fixtures", "mlruns-3.8");

    public static SortedDictionary<string, string> Of(string root)
    {
        var address = new Uri(root).AbsoluteUri.TrimEnd('/');
        var files = Directory.EnumerateFiles(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 });
        return new SortedDictionary<string, string>(files.ToDictionary(f => Path.GetRelativePath(root, f).Replace('\\', '/'), f => Said(f, address)), StringComparer.Ordinal);
    }

    /// <summary>A copy that may be changed.</summary>
    public static string CopyTo(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(Recorded, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(Recorded, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return folder;
    }

    private static string Said(string file, string address)
    {
        var text = File.ReadAllText(file);
        if (Path.GetFileName(file) != "meta.yaml")
        {
            return file.Replace('\\', '/').Contains("/metrics/", StringComparison.Ordinal) ? string.Join('\n', text.Split('\n').Order(StringComparer.Ordinal)) : text;
        }

        var stream = new YamlDotNet.RepresentationModel.YamlStream();
        stream.Load(new StringReader(text));
        return string.Join('\n', ((YamlDotNet.RepresentationModel.YamlMappingNode)stream.Documents[0].RootNode).Children
            .Where(c => c.Key.ToString() != "run_uuid")
            .Select(c => $"{c.Key}: {Value(c.Value)}".Replace(address, "file:///mlruns", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));
    }

    // A number and a text with the same digits are two things.
    private static string Value(YamlDotNet.RepresentationModel.YamlNode node) => node is YamlDotNet.RepresentationModel.YamlScalarNode scalar
        ? scalar.Style is YamlDotNet.Core.ScalarStyle.Plain && long.TryParse(scalar.Value, out _) ? $"number {scalar.Value}" : scalar.Value == "null" ? "nothing" : $"'{scalar.Value}'"
        : string.Join(", ", node is YamlDotNet.RepresentationModel.YamlMappingNode map ? map.Children.Select(c => $"{c.Key}={Value(c.Value)}") : []);
}
