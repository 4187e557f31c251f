using System.ComponentModel;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Reading;
using ModelTracking.Records;
using Spectre.Console;
using Spectre.Console.Cli;
using TableColumn = ModelTracking.Cli.Views.TableColumn;

namespace ModelTracking.Cli.Commands;

/// <summary>Lists experiments.</summary>
[Description("List experiments, the one that was last active first.")]
internal sealed class ExperimentsCommand(Terminal terminal) : AsyncCommand<ExperimentsCommand.Settings>
{
    internal sealed class Settings : StoreSettings
    {
        [CommandOption("--json")]
        [Description("Print a JSON list: {name, runCount, runs, firstStart, lastActivity}.")]
        public bool Json { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var store = OpenStore.At(settings, terminal);
        var experiments = await store.Reader.ListExperimentsAsync(cancellationToken);
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, [.. experiments.Select(ExperimentJson.Of)], ToolJson.Output.IReadOnlyListExperimentJson, cancellationToken);
        }
        else if (experiments.Count == 0)
        {
            terminal.Console.WriteLine($"No runs yet in {store.Files.Folder}.", Palette.Quiet);
        }
        else
        {
            var now = terminal.Time.GetUtcNow();
            new FittedTable(
            [
                new("experiment", [.. experiments.Select(e => (Cell)Format.Line(e.Name))]) { MinWidth = 16 },
                new("runs", [.. experiments.Select(e => (Cell)Format.Count(e.RunCount))]) { Right = true },
                .. Enum.GetValues<RunStatus>().Where(s => experiments.Any(e => e.Runs.ContainsKey(s))).Select(s => ByStatus(experiments, s)),
                new("last active", [.. experiments.Select(e => Cell.Quiet(Format.Age(e.LastActivity, now)))]) { Right = true },
                new("first run", [.. experiments.Select(e => Cell.Quiet(Format.Age(e.FirstStart, now)))]) { Right = true, Spare = 1 },
            ]).Write(terminal.Console);
        }

        return store.ExitCode;
    }

    private static TableColumn ByStatus(IReadOnlyList<ExperimentSummary> experiments, RunStatus status) => new(
        $"{Format.StatusSign(status)} {Format.Status(status)}",
        [.. experiments.Select(e => e.Runs.TryGetValue(status, out var count) ? new Cell(Format.Count(count), Format.StatusStyle(status)) : Cell.Quiet("–"))])
    {
        Right = true,
        Spare = 2,
    };
}
