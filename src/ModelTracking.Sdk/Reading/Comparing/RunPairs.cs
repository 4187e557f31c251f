using System.Globalization;
using ModelTracking.Records;

namespace ModelTracking.Reading.Comparing;

/// <summary>Facts about a run as names and values that can be compared with another's.</summary>
internal static class RunPairs
{
    public static IEnumerable<(string, ComparedValue)> Run(RunSummary run)
    {
        yield return ("experiment", Text(run.Experiment));
        yield return ("status", Text(run.Status.ToString().ToLowerInvariant()));
        yield return ("duration (s)", ComparisonBuilder.Of(Math.Round(run.Duration.TotalSeconds, 3)));
        yield return ("error", Text(run.Error));
    }

    public static IEnumerable<(string, ComparedValue)> Datasets(RunSummary run) => run.Datasets.Select(d => (
        d.Context is null ? d.Name : $"{d.Name} ({d.Context})",
        new ComparedValue(d.Digest, d.Digest + (d.Rows is { } rows ? string.Create(CultureInfo.InvariantCulture, $", {rows:N0} rows") : ""))));

    public static IEnumerable<(string, ComparedValue)> Code(RunSummary run)
    {
        if (run.Code is not [.., var code])
        {
            yield break;
        }

        yield return ("commit", Text(code.Commit));
        yield return ("branch", Text(code.Branch));
        yield return ("remote", Text(code.Remote));
        yield return ("uncommitted", Text(code.IsDirty ? string.Create(CultureInfo.InvariantCulture, $"{code.ChangedFiles} changed, {code.UntrackedFiles} untracked") : "none"));
        foreach (var submodule in code.Submodules)
        {
            yield return ($"submodule {submodule.Path}", Text(submodule.Commit));
        }
    }

    public static IEnumerable<(string, ComparedValue)> Environment(RunSummary run)
    {
        if (run.Environments is not [.., var on])
        {
            return [];
        }

        IEnumerable<(string Name, string? Value)> facts =
        [
            ("host", on.Host), ("user", on.User), ("system", on.Os), ("architecture", on.Architecture), ("processor", on.Cpu),
            ("cores", on.Cores.ToString(CultureInfo.InvariantCulture)),
            ("memory", string.Create(CultureInfo.InvariantCulture, $"{on.MemoryBytes / (1L << 30)} GiB")),
            .. on.Gpus.Select(g => ((string, string?))($"gpu {g.Index}", g.Name)),
            ("gpu driver", on.GpuDriver), ("CUDA", on.Cuda), ("container", on.Container), ("CI", on.Ci), ("job", on.Job),
            ("runtime", on.Framework), ("rid", on.Rid), ("target", on.TargetFramework), ("SDK", on.Sdk),
            ("program", on.EntryAssembly), ("version", on.EntryVersion), ("command", on.CommandLine), ("folder", on.WorkingFolder),
            .. on.Variables.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => ((string, string?))($"variable {v.Key}", v.Value)),
        ];
        return facts.Select(f => (f.Name, Text(f.Value)));
    }

    public static IEnumerable<(string, ComparedValue)> Models(RunSummary run) => run.Models.Select(m => (
        m.Step is { } step ? string.Create(CultureInfo.InvariantCulture, $"{m.Name} at step {step}") : m.Name,
        Text($"{m.Flavor}: ({Signature(m.Inputs)}) -> ({Signature(m.Outputs)})")));

    // What the library stores by itself is compared as code and packages.
    public static IEnumerable<(string, ComparedValue)> Artifacts(RunSummary run) => run.Artifacts
        .Where(a => !run.Code.Any(c => c.Patch == a.Path) && !run.Environments.Any(e => e.PackagesArtifact == a.Path))
        .Select(a => (a.Path, new ComparedValue(a.Hash, string.Create(CultureInfo.InvariantCulture, $"{a.Hash[..Math.Min(12, a.Hash.Length)]}, {a.Length:N0} B"))));

    private static ComparedValue Text(string? text) => ComparisonBuilder.Of(text);

    private static string Signature(IReadOnlyList<ColumnSpec> columns) => string.Join(", ", columns.Select(c => $"{c.Name}: {c.Type}"));
}
