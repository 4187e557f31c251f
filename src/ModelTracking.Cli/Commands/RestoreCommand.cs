using System.ComponentModel;
using ModelTracking.Backends;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Records;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Brings deleted runs back.</summary>
[Description("Bring deleted runs back; without a run, list them.")]
internal sealed class RestoreCommand(Terminal terminal) : AsyncCommand<RestoreCommand.Settings>
{
    internal sealed class Settings : StoreSettings
    {
        [CommandArgument(0, "[RUN]")]
        [Description("Ids, beginnings of ids, or names of deleted runs; 'latest' is the one deleted last.")]
        public string[] Runs { get; init; } = [];
    }

    public override Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var store = OpenStore.At(settings, terminal);
        var deleted = store.Files.ListDeleted();
        if (settings.Runs.Length == 0)
        {
            List(deleted);
            return Task.FromResult(ExitCode.Success);
        }

        foreach (var run in settings.Runs.Select(text => Find(deleted, text)).DistinctBy(d => d.Id).ToList())
        {
            store.Files.Restore(run.Id);
            terminal.Console.WriteLine($"Restored {Format.Line(run.Name)} ({Format.Id(run.Id)}).");
        }

        return Task.FromResult(ExitCode.Success);
    }

    private static DeletedRun Find(IReadOnlyList<DeletedRun> deleted, string text)
    {
        var isId = RunId.TryParse(text, out var id);
        var found = deleted.Where(d => isId ? d.Id == id : d.Name == text || RunFinder.IsPrefix(text, d.Id)).ToList();
        return found switch
        {
            [var one] => one,
            [] when text == RunFinder.Latest && deleted.Count > 0 => deleted[0],
            [] when deleted.Count == 0 => throw ToolException.NotFound("the trash is empty; what 'gc' removed is gone for good."),
            [] => throw ToolException.NotFound($"no deleted run is called '{text}'.{Suggestion.DidYouMean(text, deleted.Select(d => d.Name))} 'modeltracking restore' lists the deleted runs."),
            _ => throw RunFinder.Ambiguous(text, [.. found.Select(d => (d.Id, d.Name, d.Experiment))]),
        };
    }

    private void List(IReadOnlyList<DeletedRun> deleted)
    {
        if (deleted.Count == 0)
        {
            terminal.Console.WriteLine("The trash is empty.", Palette.Quiet);
            return;
        }

        var now = terminal.Time.GetUtcNow();
        new FittedTable(
        [
            new("id", [.. deleted.Select(d => Cell.Quiet(Format.Id(d.Id)))]),
            new("name", [.. deleted.Select(d => (Cell)Format.Line(d.Name))]) { MinWidth = 16 },
            new("experiment", [.. deleted.Select(d => (Cell)Format.Line(d.Experiment))]) { MinWidth = 10, Spare = 1 },
            new("deleted", [.. deleted.Select(d => Cell.Quiet(Format.Age(d.DeletedAt, now)))]) { Right = true },
        ]).Write(terminal.Console);
    }
}
