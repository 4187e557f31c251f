using System.Globalization;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Json;

/// <summary>An environment as a list of facts, which a page shows and a comparison compares.</summary>
internal static class EnvironmentMapping
{
    public static EnvironmentDto Of(EnvironmentCaptured e) => new(
        [.. Facts(e).Where(f => !string.IsNullOrEmpty(f.Value)).Select(f => new FactDto(f.Name, f.Value!))],
        [.. e.Variables.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => new FactDto(v.Key, v.Value))],
        e.PackagesArtifact,
        e.Notes);

    private static IEnumerable<(string Name, string? Value)> Facts(EnvironmentCaptured e)
    {
        yield return ("Host", e.Host);
        yield return ("User", e.User);
        yield return ("Operating system", e.Os);
        yield return ("Runtime", e.Framework);
        yield return ("Target framework", e.TargetFramework);
        yield return ("Runtime identifier", e.Rid);
        yield return ("SDK", e.Sdk);
        yield return ("Processor", e.Cpu);
        yield return ("Architecture", e.Architecture);
        yield return ("Cores", e.Cores.ToString(CultureInfo.InvariantCulture));
        yield return ("Memory", e.MemoryBytes > 0 ? string.Create(CultureInfo.InvariantCulture, $"{e.MemoryBytes / (double)(1L << 30):0.0} GiB") : null);
        foreach (var gpu in e.Gpus)
        {
            yield return ($"GPU {gpu.Index}", gpu.MemoryBytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{gpu.Name}, {bytes / (double)(1L << 30):0.0} GiB") : gpu.Name);
        }

        yield return ("GPU driver", e.GpuDriver);
        yield return ("CUDA", e.Cuda);
        yield return ("Program", e.EntryAssembly is null ? null : $"{e.EntryAssembly} {e.EntryVersion}".TrimEnd());
        yield return ("Command line", e.CommandLine);
        yield return ("Working folder", e.WorkingFolder);
        yield return ("Process", e.ProcessId.ToString(CultureInfo.InvariantCulture));
        yield return ("Container", e.Container);
        yield return ("CI", e.Ci);
        yield return ("Job", e.Job);
        yield return ("Packages", e.PackageCount > 0 ? e.PackageCount.ToString(CultureInfo.InvariantCulture) : null);
    }
}
