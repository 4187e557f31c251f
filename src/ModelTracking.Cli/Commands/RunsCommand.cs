using System.ComponentModel;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Records;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Lists runs.</summary>
[Description("List runs, newest first. A metric shows its last value, and its best one in brackets.")]
internal sealed class RunsCommand(Terminal terminal) : AsyncCommand<RunsCommand.Settings>
{
    private const int DefaultLimit = 25;

    internal sealed class Settings : StoreSettings
    {
        [CommandOption("--experiment|-e <NAME>")]
        [Description("Only runs of this experiment.")]
        public string? Experiment { get; init; }

        [CommandOption("--sort|-s <KEY>")]
        [Description("start, name, status, duration, experiment, metrics.KEY (best where a goal is declared, else last) or params.KEY; -KEY turns it round.")]
        public string? Sort { get; init; }

        [CommandOption("--desc")]
        [Description("Greatest first.")]
        public bool Descending { get; init; }

        [CommandOption("--limit|-n <COUNT>")]
        [Description("How many at most; 0 for all. Default: 25, with --json all.")]
        public int? Limit { get; init; }

        [CommandOption("--json")]
        [Description("Print a JSON list with everything about each run but its points.")]
        public bool Json { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var limit = settings.Limit ?? (settings.Json ? 0 : DefaultLimit);
        if (limit < 0)
        {
            throw ToolException.BadUsage($"--limit {limit} makes no sense; give a number from 1, or 0 for all runs.");
        }

        var order = RunOrder.Parse(settings.Sort, settings.Descending);
        var store = OpenStore.At(settings, terminal);
        var all = await store.Reader.ListRunsAsync(settings.Experiment, cancellationToken).ToListAsync(cancellationToken);
        if (all.Count == 0 && settings.Experiment is { } experiment)
        {
            await SayThatThereIsNone(store, experiment, cancellationToken);
        }

        var sorted = order.Sort(all);
        IReadOnlyList<RunSummary> shown = limit == 0 ? sorted : [.. sorted.Take(limit)];
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, [.. shown.Select(RunJson.Of)], ToolJson.Output.IReadOnlyListRunJson, cancellationToken);
            return ExitCode.Success;
        }

        if (shown.Count == 0)
        {
            terminal.Console.WriteLine($"No runs yet in {store.Files.Folder}.", Palette.Quiet);
            return ExitCode.Success;
        }

        new RunListView(terminal.Console, terminal.Time.GetUtcNow()).Write(shown, order.Metric);
        if (shown.Count < all.Count)
        {
            terminal.Console.WriteLine();
            terminal.Console.WriteLine($"{Format.Count(shown.Count)} of {Format.Count(all.Count, "run")}; --limit 0 lists all.", Palette.Quiet);
        }

        return ExitCode.Success;
    }

    private static async Task SayThatThereIsNone(OpenStore store, string experiment, CancellationToken cancellationToken)
    {
        var known = await store.Reader.ListRunsAsync(cancellationToken: cancellationToken).Select(r => r.Experiment).Distinct().ToListAsync(cancellationToken);
        if (known.Count > 0)
        {
            throw ToolException.NotFound($"there is no experiment '{experiment}'.{Suggestion.DidYouMean(experiment, known)} There are: {string.Join(", ", known.Take(10))}{(known.Count > 10 ? ", …" : "")}.");
        }
    }
}
