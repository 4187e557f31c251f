using System.Globalization;
using ModelTracking.Records;
using Spectre.Console;

namespace ModelTracking.Cli.Views;

/// <summary>What was captured about a run, as pairs of words: code, machine, data, models.</summary>
internal static class CaptureView
{
    /// <summary>From which code each process of the run was started.</summary>
    public static IEnumerable<(string Key, Cell Value)> Code(RunSummary run)
    {
        if (run.Code is not [.., var code])
        {
            yield break;
        }

        if (code.Commit is { } commit)
        {
            yield return ("commit", $"{commit[..Math.Min(12, commit.Length)]}{(code.Subject is { } subject ? $"  {Format.Line(subject)}" : "")}");
            yield return ("branch", Format.Line(code.Branch ?? "none (detached)"));
        }

        if (code.Remote is { } remote)
        {
            yield return ("remote", Format.Line(remote));
        }

        if (code.Commit is not null || code.IsDirty)
        {
            yield return ("changes", code.IsDirty
                ? new Cell($"{Format.Count(code.ChangedFiles, "changed file")}, {Format.Count(code.UntrackedFiles, "untracked file")}{(code.Patch is null ? "" : $"  → modeltracking patch {Format.Id(run.Id)}")}", Palette.Doubtful)
                : "none: the work tree was the commit");
        }

        if (code.LeftOutCount > 0)
        {
            yield return ("not stored", new Cell(string.Join('\n', code.LeftOut.Take(5).Select(f => $"{Format.Line(f.Path)}: {f.Reason}").Append(code.LeftOutCount > 5 ? $"and {code.LeftOutCount - 5} more" : "").Where(l => l.Length > 0)), Palette.Doubtful));
        }

        foreach (var submodule in code.Submodules)
        {
            yield return ("submodule", $"{Format.Line(submodule.Path)} at {submodule.Commit?[..12] ?? "an unknown commit"}{(submodule.Patch is null ? "" : " with changes of its own")}");
        }

        if (code.BuiltFrom is { } built && built != code.Commit)
        {
            yield return ("built from", $"{built[..12]}, which is not the commit that was checked out");
        }

        foreach (var note in code.Notes)
        {
            yield return ("note", Cell.Quiet(Format.Line(note)));
        }

        if (run.Code.Count > 1)
        {
            yield return ("processes", $"{run.Code.Count}; this is the last one's code");
        }
    }

    /// <summary>On what the run ran.</summary>
    public static IEnumerable<(string Key, Cell Value)> Machine(RunSummary run)
    {
        if (run.Environments is not [.., var on])
        {
            yield break;
        }

        yield return ("host", Format.Line($"{on.User}@{on.Host}{Aside(on.Container, on.Ci, on.Job)}"));
        yield return ("system", Format.Line($"{on.Os}, {on.Architecture}"));
        yield return ("processor", Format.Line($"{on.Cpu ?? "unknown"}, {Format.Count(on.Cores, "core")}, {Format.Size(on.MemoryBytes)} memory"));
        yield return ("gpu", on.Gpus.Count > 0
            ? Format.Line(string.Join(", ", on.Gpus.GroupBy(g => g.Name).Select(g => $"{g.Count()} × {g.Key}")) + Aside(on.GpuDriver is null ? null : $"driver {on.GpuDriver}", on.Cuda is null ? null : $"CUDA {on.Cuda}"))
            : Cell.Quiet(Format.Line(on.Notes.FirstOrDefault(n => n.Contains("GPU", StringComparison.Ordinal)) ?? "not looked for")));
        yield return ("runtime", Format.Line($"{on.Framework}, {on.Rid}{Aside(on.TargetFramework, on.Sdk is null ? null : $"SDK {on.Sdk}")}"));
        yield return ("program", Format.Line($"{on.EntryAssembly} {on.EntryVersion}"));
        yield return ("command", Format.Line(on.CommandLine));
        yield return ("folder", Format.Line(on.WorkingFolder));
        yield return ("packages", $"{on.PackageCount}  → modeltracking env {Format.Id(run.Id)}");
    }

    /// <summary>With which data it ran.</summary>
    public static IEnumerable<(string Key, Cell Value)> Datasets(RunSummary run) => run.Datasets.Select(d => (
        Format.Line(d.Name) + (d.Context is null ? "" : $" ({Format.Line(d.Context)})"),
        (Cell)string.Join('\n', new[]
        {
            Short(d.Digest) + (d.Rows is { } rows ? $", {Format.Count(rows, "row")}" : "") + (d.Columns.Count > 0 ? $", {Format.Count(d.Columns.Count, "column")}" : "") + (d.Bytes is { } bytes ? $", {Format.Size(bytes)}" : ""),
            Format.Line(d.Source ?? ""),
        }.Where(l => l.Length > 0))));

    /// <summary>Which models came out.</summary>
    public static IEnumerable<(string Key, Cell Value)> Models(RunSummary run) => run.Models.Select(m => (
        Format.Line(m.Name) + (m.Step is { } step ? $" at step {Format.Count(step)}" : ""),
        (Cell)string.Join('\n', new[]
        {
            Format.Line($"{m.Flavor}, in {m.Path}"),
            m.Inputs.Count + m.Outputs.Count == 0 ? "" : Format.Line($"({Signature(m.Inputs)}) → ({Signature(m.Outputs)})"),
        }.Where(l => l.Length > 0))));

    private static string Signature(IReadOnlyList<ColumnSpec> columns)
    {
        const int Most = 6;
        var shown = columns.Take(Most).Select(c => $"{c.Name}: {c.Type}{(c.Shape is { } shape ? $"[{string.Join(',', shape.Select(s => s < 0 ? "?" : s.ToString(CultureInfo.InvariantCulture)))}]" : "")}");
        return string.Join(", ", columns.Count > Most ? shown.Append($"and {columns.Count - Most} more") : shown);
    }

    private static string Short(string digest) => digest.Length > 23 ? digest[..23] : digest;

    private static string Aside(params string?[] parts)
    {
        var said = parts.OfType<string>().ToArray();
        return said.Length == 0 ? "" : $" ({string.Join(", ", said)})";
    }
}
