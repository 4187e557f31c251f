using System.Text.Json;
using ModelTracking.Capture;
using ModelTracking.Records;
using ModelTracking.Versioning.Sources;

namespace ModelTracking.Versioning;

/// <summary>
/// Describes this machine, and the packages of the project in a folder as its last restore resolved them: for tools, which are not
/// the program that is to run. Thread-safe.
/// </summary>
/// <param name="folder">The project's folder, or one with a single project somewhere below.</param>
public sealed class ProjectEnvironment(string folder) : IEnvironmentSource
{
    private const string Assets = "project.assets.json";
    private const int Depth = 4;

    /// <inheritdoc />
    public IReadOnlyDictionary<string, ParamValue> Capture()
    {
        var values = new SortedDictionary<string, ParamValue>(
            new CapturedEnvironment(Snapshot.For(new CaptureOptions())).Capture()
                .Where(v => !EnvironmentValues.OfTheProgram.Contains(v.Key) && !v.Key.StartsWith(EnvironmentValues.Package, StringComparison.Ordinal))
                .ToDictionary(v => v.Key, v => v.Value),
            StringComparer.Ordinal);
        foreach (var (name, version) in Packages())
        {
            values[EnvironmentValues.Package + name] = ParamValue.Of(version);
        }

        return values;
    }

    private List<(string Name, string Version)> Packages()
    {
        var found = new List<(string, string)>();
        try
        {
            if (FindAssets() is not { } file)
            {
                return found;
            }

            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var library in json.RootElement.GetProperty("libraries").EnumerateObject().Where(l => l.Value.GetProperty("type").GetString() == "package"))
            {
                var name = library.Name.Split('/', 2);
                found.Add((name[0], name[^1]));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Packages that cannot be read are packages that are not known.
            found.Clear();
        }

        return found;
    }

    private string? FindAssets()
    {
        var own = Path.Combine(folder, "obj", Assets);
        if (File.Exists(own) || !Directory.Exists(folder))
        {
            return File.Exists(own) ? own : null;
        }

        var below = Directory.EnumerateFiles(folder, Assets, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = Depth, IgnoreInaccessible = true }).Take(2).ToArray();
        return below.Length == 1 ? below[0] : null;
    }
}
