using System.Text.Json;

namespace ModelTracking.Capture.Packages;

/// <summary>Reads the graph that the build wrote into the program's <c>deps.json</c>.</summary>
internal static class DepsJson
{
    /// <summary>The running program's graph; never throws.</summary>
    public static PackageGraph OfProcess()
    {
        var files = (AppContext.GetData("APP_CONTEXT_DEPS_FILES") as string ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);
        var frameworks = files.Skip(1).Select(FrameworkOf).OfType<string>().ToArray();
        try
        {
            return files.Length > 0 && File.Exists(files[0])
                ? Read(File.ReadAllBytes(files[0])) with { Frameworks = frameworks }
                : FromAssemblies("The program has no deps.json (published as one file, or ahead of time), so loaded assemblies stand for packages.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return FromAssemblies($"The program's deps.json could not be read ({exception.Message}), so loaded assemblies stand for packages.");
        }
    }

    public static PackageGraph Read(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var target = document.RootElement.GetProperty("runtimeTarget").GetProperty("name").GetString()!;
        var details = document.RootElement.GetProperty("targets").GetProperty(target);
        var entries = document.RootElement.GetProperty("libraries").EnumerateObject()
            .Select(library => (Type: library.Value.GetProperty("type").GetString(), Entry: Entry(library, details)))
            .OrderBy(e => e.Entry.Name, StringComparer.OrdinalIgnoreCase)
            .ToArray();
        var projects = entries.Where(e => e.Type == "project").Select(e => e.Entry).ToArray();
        var direct = projects.SelectMany(p => p.Dependencies).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new PackageGraph
        {
            Program = details.EnumerateObject().Select(p => p.Name.Replace('/', ' ')).FirstOrDefault(),
            Target = target,
            Packages = [.. entries.Where(e => e.Type == "package").Select(e => e.Entry with { IsDirect = direct.Contains(e.Entry.Name) })],
            Projects = projects,
        };
    }

    private static PackageEntry Entry(JsonProperty library, JsonElement details)
    {
        var name = library.Name.Split('/', 2);
        var hash = library.Value.TryGetProperty("sha512", out var sha) ? sha.GetString() : null;
        var known = details.TryGetProperty(library.Name, out var detail);
        return new PackageEntry(name[0], name.Length > 1 ? name[1] : "")
        {
            Hash = string.IsNullOrEmpty(hash) ? null : hash,
            Dependencies = known && detail.TryGetProperty("dependencies", out var on) ? [.. on.EnumerateObject().Select(d => d.Name)] : [],
            NativeLibraries = known ? [.. Native(detail)] : [],
        };
    }

    // A program for one platform names them under "native", a portable one under "runtimeTargets".
    private static IEnumerable<string> Native(JsonElement detail)
    {
        if (detail.TryGetProperty("native", out var native))
        {
            foreach (var file in native.EnumerateObject())
            {
                yield return file.Name;
            }
        }

        if (detail.TryGetProperty("runtimeTargets", out var targets))
        {
            foreach (var file in targets.EnumerateObject())
            {
                if (file.Value.TryGetProperty("assetType", out var type) && type.GetString() == "native")
                {
                    yield return file.Name;
                }
            }
        }
    }

    // .../shared/Microsoft.NETCore.App/10.0.1/Microsoft.NETCore.App.deps.json
    private static string? FrameworkOf(string file) =>
        Path.GetDirectoryName(file) is { } folder ? $"{Path.GetFileNameWithoutExtension(Path.GetFileNameWithoutExtension(file))} {Path.GetFileName(folder)}" : null;

    private static PackageGraph FromAssemblies(string note) => new()
    {
        Note = note,
        Packages =
        [
            .. AppDomain.CurrentDomain.GetAssemblies()
                .Select(a => a.GetName())
                .Where(a => a.Name is not null && !a.Name.StartsWith("System.", StringComparison.Ordinal))
                .Select(a => new PackageEntry(a.Name!, a.Version?.ToString() ?? ""))
                .DistinctBy(a => a.Name)
                .OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase),
        ],
    };
}
