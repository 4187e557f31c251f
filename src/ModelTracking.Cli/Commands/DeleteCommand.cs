using System.ComponentModel;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Records;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Moves runs to the trash.</summary>
[Description("Move runs to the trash, from where 'restore' brings them back.")]
internal sealed class DeleteCommand(Terminal terminal) : AsyncCommand<DeleteCommand.Settings>
{
    internal sealed class Settings : StoreSettings
    {
        [CommandArgument(0, "<RUN>")]
        [Description("Ids, beginnings of ids, or names of the runs.")]
        public required string[] Runs { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var store = OpenStore.At(settings, terminal);
        var finder = new RunFinder(store.Quiet);
        var found = new List<RunSummary>();
        foreach (var text in settings.Runs)
        {
            // All are found before the first one goes: a slip in the last name deletes nothing.
            found.Add(await finder.FindAsync(text, cancellationToken));
        }

        foreach (var run in found.DistinctBy(r => r.Id))
        {
            store.Files.Delete(run.Id);
            terminal.Console.Write(new Paragraph()
                .Append($"Deleted {Format.Line(run.Name)}.")
                .Append($"  'modeltracking restore {Format.Id(run.Id)}' brings it back.", Palette.Quiet));
            terminal.Console.WriteLine();
        }

        return ExitCode.Success;
    }
}
