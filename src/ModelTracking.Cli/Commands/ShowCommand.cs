using System.ComponentModel;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Shows one run.</summary>
[Description("Show everything about a run but its points.")]
internal sealed class ShowCommand(Terminal terminal) : AsyncCommand<ShowCommand.Settings>
{
    internal sealed class Settings : RunSettings
    {
        [CommandOption("--json")]
        [Description("Print JSON: {run, captured, nestedRuns, commits, models}.")]
        public bool Json { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var store = OpenStore.At(settings, terminal);
        var run = await store.FindAsync(settings.Run, cancellationToken);
        var relatives = await RunRelatives.OfAsync(run, store.Quiet, cancellationToken);
        var uses = await OpenVersions.At(settings, terminal).FindUsesAsync(run.Id.ToString(), cancellationToken);
        if (settings.Json)
        {
            var found = UsesJson.Of(uses);
            var detail = new RunDetailJson(RunJson.Of(run), CapturedJson.Of(run), [.. relatives.Nested.Select(r => r.Id.ToString())], found.Commits, found.Models);
            await ToolJson.WriteAsync(terminal, detail, ToolJson.Output.RunDetailJson, cancellationToken);
        }
        else
        {
            await new RunView(store.Reader, terminal).WriteAsync(run, relatives, uses, cancellationToken);
        }

        return store.ExitCode;
    }
}
