using System.Globalization;
using ModelTracking.Capture.Packages;
using ModelTracking.Records;

namespace ModelTracking.Cli.Views;

/// <summary>An environment as names and values that can be shown, or compared with another one's.</summary>
internal static class EnvironmentPairs
{
    /// <summary>All of it, in groups.</summary>
    public static IReadOnlyList<(string Group, IReadOnlyList<(string Name, string Value)> Pairs)> Of(EnvironmentCaptured on, CodeCaptured? code, PackageGraph packages) =>
    [
        ("Code",
        [
            ("commit", code?.Commit ?? "unknown"),
            ("branch", code?.Branch ?? "none"),
            ("changes", code is { IsDirty: true } ? $"{code.ChangedFiles} changed, {code.UntrackedFiles} untracked" : "none"),
        ]),
        ("Machine",
        [
            ("host", on.Host), ("user", on.User), ("system", on.Os), ("architecture", on.Architecture), ("processor", on.Cpu ?? "unknown"),
            ("cores", on.Cores.ToString(CultureInfo.InvariantCulture)), ("memory", Format.Size(on.MemoryBytes)),
            .. on.Gpus.Select(g => ($"gpu {g.Index}", g.MemoryBytes is { } bytes ? $"{g.Name}, {Format.Size(bytes)}" : g.Name)),
            .. Some(("gpu driver", on.GpuDriver), ("CUDA", on.Cuda), ("container", on.Container), ("CI", on.Ci), ("job", on.Job)),
        ]),
        ("Program",
        [
            ("runtime", on.Framework), ("rid", on.Rid), .. Some(("target", on.TargetFramework), ("SDK", on.Sdk), ("assembly", on.EntryAssembly), ("version", on.EntryVersion)),
            ("command", on.CommandLine), ("folder", on.WorkingFolder),
        ]),
        ("Variables", [.. on.Variables.Select(v => (v.Key, v.Value))]),
        ("Frameworks", [.. packages.Frameworks.Select(f => f.Split(' ', 2)).Select(f => (f[0], f.Length > 1 ? f[1] : ""))]),
        ("Packages", [.. packages.Packages.Select(p => (p.Name, p.Version))]),
    ];

    private static IEnumerable<(string, string)> Some(params (string Name, string? Value)[] pairs) => pairs.Where(p => p.Value is not null).Select(p => (p.Name, p.Value!));
}
