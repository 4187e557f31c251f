using ModelTracking.Versioning;
using Spectre.Console;

namespace ModelTracking.Cli.Views;

/// <summary>Registered models and their versions as tables.</summary>
internal sealed class ModelListView(IAnsiConsole console, DateTimeOffset now)
{
    /// <summary>Writes one line a model.</summary>
    public void Write(IReadOnlyList<RegisteredModel> models)
    {
        var latest = models.Select(m => m.Latest).ToArray();
        new FittedTable(
        [
            new("model", [.. models.Select(m => (Cell)Format.Line(m.Name))]) { MinWidth = 16 },
            new("latest", [.. latest.Select(v => (Cell)(v is null ? "" : Format.Count(v.Number)))]) { Right = true },
            new("aliases", [.. models.Select(m => new Cell(string.Join(", ", m.Aliases.Select(a => $"{a.Key}={a.Value}")), Palette.Good))]) { MinWidth = 12 },
            new("registered", [.. latest.Select(v => Cell.Quiet(v is null ? "" : Format.Age(v.Time, now)))]) { Right = true, Spare = 2 },
            new("description", [.. models.Select(m => Cell.Quiet(Format.Line(m.Description ?? "")))]) { MinWidth = 12, Spare = 3 },
        ]).Write(console);
    }

    /// <summary>Writes a model with its versions, newest first.</summary>
    public void WriteOne(RegisteredModel model)
    {
        console.WriteLine(Format.Line(model.Name), Palette.Heading);
        if (model.Description is { } description)
        {
            console.WriteLine($"  {Format.Line(description)}");
        }

        foreach (var (key, value) in model.Tags)
        {
            console.WriteLine($"  {Format.Line(key)}: {Format.Line(value)}", Palette.Quiet);
        }

        foreach (var (alias, rule) in model.Rules)
        {
            console.WriteLine($"  {Format.Line(alias)} needs {Format.Line(rule.ToString())}", Palette.Quiet);
        }

        WriteVersions([.. model.Versions.Reverse()]);
    }

    /// <summary>Writes a version with all that is known of it, and where it came from.</summary>
    /// <param name="version">The version.</param>
    /// <param name="runName">The name of the run its commit came from; null where it came from none.</param>
    public void WriteOne(ModelVersion version, string? runName)
    {
        console.WriteLine(Format.Line(version.ToString()), Palette.Heading);
        (string Name, string? Value)[] facts =
        [
            ("description", version.Description),
            ("aliases", version.Aliases.Count == 0 ? null : string.Join(", ", version.Aliases)),
            ("stage", version.Stage),
            ("registered", $"by {version.RegisteredBy}, {Format.Age(version.Time, now)}"),
            ("commit", version.Commit.ToString()),
            ("run", version.Commit.Run is { } run ? $"{runName} {Format.Id(run)}" : null),
            .. version.Tags.Select(t => (t.Key, (string?)t.Value)),
            .. version.Approvals.Select(a => (a.IsApproved ? "approved" : "rejected", (string?)$"by {a.By}, {Format.Age(a.Time, now)}{(a.Comment is null ? "" : $": {a.Comment}")}")),
            .. version.Commit.Tree[TreePart.Metrics].Select(m => (m.Key, (string?)m.Value.ToString())),
            .. version.Files.Select(f => ("file", (string?)$"{f.Key} ({Format.Size(f.Value.Length)})")),
        ];
        var known = facts.Where(f => f.Value is not null).ToArray();
        var width = known.Max(f => Format.Line(f.Name).GetCellWidth());
        foreach (var (name, value) in known)
        {
            var label = Format.Line(name);
            Hanging.Write(console, [Cell.Quiet($"  {label}{new string(' ', width - label.GetCellWidth())}  ")], Format.Line(value!));
        }
    }

    /// <summary>Writes one line a version.</summary>
    public void WriteVersions(IReadOnlyList<ModelVersion> versions) => new FittedTable(
    [
        new("version", [.. versions.Select(v => (Cell)v.ToString())]),
        new("aliases", [.. versions.Select(v => new Cell(string.Join(", ", v.Aliases), Palette.Good))]) { MinWidth = 10 },
        new("stage", [.. versions.Select(v => (Cell)Format.Line(v.Stage))]) { Spare = 1 },
        new("approvals", [.. versions.Select(v => (Cell)Format.Line(string.Join(", ", v.Approvals.Select(a => $"{(a.IsApproved ? "✓" : "✗")} {a.By}"))))]) { MinWidth = 10, Spare = 2 },
        new("commit", [.. versions.Select(v => Cell.Quiet(v.CommitId[..10]))]),
        new("by", [.. versions.Select(v => Cell.Quiet(Format.Line(v.RegisteredBy)))]) { Spare = 3 },
        new("registered", [.. versions.Select(v => Cell.Quiet(Format.Age(v.Time, now)))]) { Right = true, Spare = 4 },
        new("description", [.. versions.Select(v => Cell.Quiet(Format.Line(v.Description ?? "")))]) { MinWidth = 12, Spare = 5 },
    ]).Write(console);
}
