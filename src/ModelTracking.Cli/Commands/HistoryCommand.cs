using System.ComponentModel;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Reading;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Shows what was changed of a run.</summary>
[Description("Show what was changed of a run: name, note, experiment, tags, corrected params; when, by whom, and what it was before.")]
internal sealed class HistoryCommand(Terminal terminal) : AsyncCommand<RunSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, RunSettings settings, CancellationToken cancellationToken)
    {
        var store = OpenStore.At(settings, terminal);
        var run = await store.FindAsync(settings.Run, cancellationToken);
        var changes = await RunHistory.ReadAsync(store.Reader, run.Id, cancellationToken);
        if (changes.Count == 0)
        {
            terminal.Console.WriteLine($"Nothing of {Format.Line(run.Name)} was changed since it was logged.", Palette.Quiet);
            return store.ExitCode;
        }

        new FittedTable(
        [
            new("when", [.. changes.Select(c => Cell.Quiet(Format.Time(c.Time, terminal.Time.LocalTimeZone)))]),
            new("by", [.. changes.Select(c => (Cell)Format.Line(c.By ?? "the program"))]) { Spare = 1 },
            new("what", [.. changes.Select(c => (Cell)Format.Line(c.What))]) { MinWidth = 8 },
            new("before", [.. changes.Select(c => c.Before is null ? Cell.Quiet("–") : (Cell)Format.Line(c.Before))]) { MinWidth = 8 },
            new("after", [.. changes.Select(c => c.After is null ? Cell.Quiet("–") : (Cell)Format.Line(c.After + (c.Reason is null ? "" : $"  ({c.Reason})")))]) { MinWidth = 8 },
        ]).Write(terminal.Console);
        return store.ExitCode;
    }
}
