using ModelTracking.Records;
using Spectre.Console;

namespace ModelTracking.Cli.Views;

/// <summary>Artifacts as a table.</summary>
internal sealed class ArtifactListView(IAnsiConsole console, DateTimeOffset now)
{
    /// <summary>Writes the table.</summary>
    public void Write(IReadOnlyList<ArtifactEntry> artifacts, int indent)
    {
        List<TableColumn> columns =
        [
            new("path", [.. artifacts.Select(a => (Cell)Format.Line(a.Path))]) { MinWidth = 20 },
            new("size", [.. artifacts.Select(a => (Cell)Format.Size(a.Length))]) { Right = true },
            new("type", [.. artifacts.Select(a => Cell.Quiet(Format.Line(a.Kind ?? a.MediaType)))]) { Spare = 2 },
        ];
        if (artifacts.Any(a => a.Step is not null))
        {
            columns.Add(new("step", [.. artifacts.Select(a => (Cell)(a.Step is { } step ? Format.Count(step) : ""))]) { Right = true, Spare = 1 });
        }

        columns.Add(new("logged", [.. artifacts.Select(a => Cell.Quiet(Format.Age(a.Time, now)))]) { Right = true, Spare = 3 });
        columns.Add(new("sha-256", [.. artifacts.Select(a => Cell.Quiet(a.Hash[..12]))]) { Spare = 5 });
        if (artifacts.Any(a => a.Caption is not null))
        {
            columns.Add(new("caption", [.. artifacts.Select(a => (Cell)Format.Line(a.Caption ?? ""))]) { MinWidth = 12, Spare = 4 });
        }

        new FittedTable(columns, indent).Write(console);
    }
}
