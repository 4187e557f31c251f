using System.ComponentModel;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Lists the trials of a search.</summary>
[Description("List the trials of an AutoML search or a Model Builder project, best first.")]
internal sealed class LeaderboardCommand(Terminal terminal) : AsyncCommand<LeaderboardCommand.Settings>
{
    internal sealed class Settings : RunSettings
    {
        [CommandOption("--json")]
        [Description("Print the trials as JSON.")]
        public bool Json { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var store = OpenStore.At(settings, terminal);
        var run = await store.FindAsync(settings.Run, cancellationToken);
        var rows = await Leaderboard.ReadAsync(store.Reader, run.Id, cancellationToken);
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, [.. rows.Select(TrialJson.Of)], ToolJson.Output.IReadOnlyListTrialJson, cancellationToken);
        }
        else if (rows.Count == 0)
        {
            terminal.Console.WriteLine($"Run {Format.Line(run.Name)} has no trials.", Palette.Quiet);
        }
        else
        {
            LeaderboardView.Write(terminal.Console, rows);
        }

        return store.ExitCode;
    }
}
