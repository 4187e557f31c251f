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
        [Description("Print JSON: {run, captured, nestedRuns}.")]
        public bool Json { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var store = OpenStore.At(settings, terminal);
        var run = await store.FindAsync(settings.Run, cancellationToken);
        var others = await store.Quiet.ListRunsAsync(cancellationToken: cancellationToken).ToListAsync(cancellationToken);
        if (settings.Json)
        {
            var nested = others.Where(r => r.ParentId == run.Id).Select(r => r.Id.ToString());
            await ToolJson.WriteAsync(terminal, new RunDetailJson(RunJson.Of(run), CapturedJson.Of(run), [.. nested]), ToolJson.Output.RunDetailJson, cancellationToken);
        }
        else
        {
            var uses = await OpenVersions.At(settings, terminal).FindUsesAsync(run.Id.ToString(), cancellationToken);
            await new RunView(store.Reader, terminal).WriteAsync(run, others, uses, cancellationToken);
        }

        return store.ExitCode;
    }
}
