using ModelTracking.Records;
using Spectre.Console;

namespace ModelTracking.Cli.Views;

/// <summary>What somebody sees who follows a run.</summary>
internal sealed class TailView(IAnsiConsole console, TimeZoneInfo zone)
{
    private const int WhatWidth = 12;

    public void WriteHead(RunSummary run)
    {
        console.Write(new Paragraph()
            .Append(Format.Line(run.Name), Palette.Heading)
            .Append($"  {Format.Line(run.Experiment)}, {Format.Id(run.Id)}", Palette.Quiet));
        console.WriteLine();
    }

    public void Write(IEnumerable<TailLine> lines)
    {
        foreach (var line in lines)
        {
            Hanging.Write(console, [Cell.Quiet($"{Format.Clock(line.Time, zone)}  {line.What,WhatWidth}  ")], new Cell(line.Text, line.Style));
        }
    }

    public void WriteEnd(RunSummary run)
    {
        if (run.Status == RunStatus.Running)
        {
            return;
        }

        Hanging.Write(
            console,
            [new Cell($"{Format.StatusSign(run.Status)} {Format.Status(run.Status)}", Format.StatusStyle(run.Status)), $" after {Format.Duration(run.Duration)}  "],
            new Cell(Format.Line(run.Error ?? ""), Palette.Bad));
    }
}
