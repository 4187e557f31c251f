namespace ModelTracking.Neptune;

/// <summary>A run as Neptune knew it: attributes by path. Not thread-safe.</summary>
/// <param name="project">The project, <c>workspace/project</c>; empty where nobody says.</param>
/// <param name="id">Its identity in the project.</param>
internal sealed class NeptuneRun(string project, string id)
{
    public string Project { get; } = project;

    public string Id { get; } = id;

    public string Name => Values.GetValueOrDefault("sys/name") as string ?? Id;

    /// <summary>Single values: double, long, bool, string, DateTimeOffset.</summary>
    public Dictionary<string, object> Values { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, SortedSet<string>> Sets { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, List<SeriesPoint<double>>> Numbers { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, List<SeriesPoint<string>>> Texts { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, List<SeriesPoint<NeptuneHistogram>>> Histograms { get; } = new(StringComparer.Ordinal);

    /// <summary>Files by the path that they get here.</summary>
    public Dictionary<string, Func<Stream>> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>When it began; null where nobody says.</summary>
    public DateTimeOffset? Created { get; set; }

    /// <summary>What it was forked from.</summary>
    public (string Project, string Id, long? Step)? Fork { get; set; }

    public List<string> Problems { get; } = [];

    /// <summary>Adds a point; without a step it follows the last one.</summary>
    public static void Append<T>(Dictionary<string, List<SeriesPoint<T>>> series, string path, decimal? step, DateTimeOffset time, T value)
    {
        if (!series.TryGetValue(path, out var points))
        {
            series[path] = points = [];
        }

        points.Add(new SeriesPoint<T>(step ?? (points.Count == 0 ? 0 : points[^1].Step + 1), time, value));
    }

    public SortedSet<string> Set(string path) => Sets.TryGetValue(path, out var set) ? set : Sets[path] = new SortedSet<string>(StringComparer.Ordinal);

    /// <summary>Removes an attribute, whatever it is.</summary>
    public void Delete(string path)
    {
        Values.Remove(path);
        Sets.Remove(path);
        Numbers.Remove(path);
        Texts.Remove(path);
        Histograms.Remove(path);
        foreach (var file in Files.Keys.Where(f => f == path || f.StartsWith(path + ".", StringComparison.Ordinal) || f.StartsWith(path + "/", StringComparison.Ordinal)).ToArray())
        {
            Files.Remove(file);
        }
    }

    /// <summary>Adds a file that may no longer be where it was.</summary>
    public void AddFile(string path, string source)
    {
        if (File.Exists(source))
        {
            Files[path] = () => File.OpenRead(source);
        }
        else
        {
            Problems.Add($"the file of '{path}' is not at '{source}' any more.");
        }
    }

    /// <summary>Adds bytes as a file.</summary>
    public void AddFile(string path, byte[] bytes) => Files[path] = () => new MemoryStream(bytes, writable: false);
}
