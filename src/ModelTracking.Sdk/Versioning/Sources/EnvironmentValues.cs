using ModelTracking.Capture.Packages;
using ModelTracking.Records;

namespace ModelTracking.Versioning.Sources;

/// <summary>
/// An environment as values by key. What would differ each time and says nothing about the result (process, user, name of
/// the machine, working folder) is left out, so that equal environments are equal parts of commits.
/// </summary>
internal static class EnvironmentValues
{
    public const string Package = "package/";

    /// <summary>What the program says of itself; it follows from the code, and a tool that compares is another program.</summary>
    public static readonly string[] OfTheProgram = ["command", "program", "programVersion", "target"];

    public static IReadOnlyDictionary<string, ParamValue> Of(EnvironmentCaptured on, PackageGraph packages)
    {
        var values = new SortedDictionary<string, ParamValue>(StringComparer.Ordinal)
        {
            ["os"] = ParamValue.Of(on.Os),
            ["architecture"] = ParamValue.Of(on.Architecture),
            ["runtime"] = ParamValue.Of(on.Framework),
            ["cores"] = ParamValue.Of(on.Cores),
            ["memory"] = ParamValue.Of(on.MemoryBytes),
        };
        Add("cpu", on.Cpu);
        Add("gpuDriver", on.GpuDriver);
        Add("cuda", on.Cuda);
        Add("target", on.TargetFramework);
        Add("program", on.EntryAssembly);
        Add("programVersion", on.EntryVersion);
        Add("container", on.Container);
        Add("command", on.CommandLine);
        foreach (var gpu in on.Gpus)
        {
            Add($"gpu/{gpu.Index}", gpu.Name);
        }

        foreach (var (name, value) in on.Variables)
        {
            Add($"variable/{name}", value);
        }

        foreach (var package in packages.Packages)
        {
            Add(Package + package.Name, package.Version);
        }

        foreach (var framework in packages.Frameworks.Select(f => f.Split(' ', 2)).Where(f => f.Length == 2))
        {
            Add($"framework/{framework[0]}", framework[1]);
        }

        return values;

        void Add(string key, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                values[key] = ParamValue.Of(value);
            }
        }
    }
}
