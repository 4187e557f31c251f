using System.ComponentModel;
using ModelTracking.Backends;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Removes for good what nobody needs.</summary>
[Description("Remove deleted runs, and artifacts that no run refers to, for good. Asks first.")]
internal sealed class GcCommand(Terminal terminal) : AsyncCommand<GcCommand.Settings>
{
    internal sealed class Settings : StoreSettings
    {
        [CommandOption("--older-than <SPAN>")]
        [Description("Only runs deleted at least this long ago: 30d, 12h, 90m, 0. Default: 30d.")]
        public string OlderThan { get; init; } = "30d";

        [CommandOption("--compact")]
        [Description("Remove nothing: store large files that share much (fine-tuned checkpoints) in pieces, each piece once.")]
        public bool Compact { get; init; }

        [CommandOption("--dry-run")]
        [Description("Only say what would be removed.")]
        public bool DryRun { get; init; }

        [CommandOption("--yes|-y")]
        [Description("Do not ask.")]
        public bool Yes { get; init; }

        [CommandOption("--json")]
        [Description("Print JSON: {dryRun, runs, objects, bytes}. Needs --yes or --dry-run.")]
        public bool Json { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        if (settings.Compact)
        {
            return await CompactAsync(settings, cancellationToken);
        }

        var olderThan = Spans.Parse(settings.OlderThan);
        if (!settings.DryRun && !settings.Yes && (settings.Json || !terminal.CanAsk))
        {
            throw ToolException.BadUsage("gc removes for good and nobody is here to ask; give --yes to do it, or --dry-run to look.");
        }

        var store = OpenStore.At(settings, terminal);
        var isSure = settings.Yes && !settings.DryRun;
        var report = store.Files.CollectGarbage(olderThan, dryRun: !isSure);
        if (settings.Json)
        {
            var answer = new GarbageJson(settings.DryRun, [.. report.Runs.Select(r => r.ToString())], report.Objects, report.Bytes);
            await ToolJson.WriteAsync(terminal, answer, ToolJson.Output.GarbageJson, cancellationToken);
            return ExitCode.Success;
        }

        if (report is { Runs.Count: 0, Objects: 0 })
        {
            terminal.Console.WriteLine("Nothing to remove.", Palette.Quiet);
            return ExitCode.Success;
        }

        if (!isSure)
        {
            terminal.Console.WriteLine($"Would remove {Describe(report)}.");
            if (settings.DryRun || !await terminal.Console.ConfirmAsync("Remove it for good?", defaultValue: false, cancellationToken))
            {
                return ExitCode.Success;
            }

            report = store.Files.CollectGarbage(olderThan);
        }

        terminal.Console.WriteLine($"Removed {Describe(report)}.");
        return ExitCode.Success;
    }

    private async Task<int> CompactAsync(Settings settings, CancellationToken cancellationToken)
    {
        var report = OpenStore.At(settings, terminal).Files.Compact(settings.DryRun);
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, new CompactJson(settings.DryRun, report.Objects, report.BytesBefore, report.BytesAfter), ToolJson.Output.CompactJson, cancellationToken);
        }
        else if (report.Objects == 0)
        {
            terminal.Console.WriteLine("Nothing to win: no large files share enough.", Palette.Quiet);
        }
        else
        {
            terminal.Console.WriteLine($"{Format.Count(report.Objects, "file")} of {Format.Size(report.BytesBefore)} {(settings.DryRun ? "would take" : "now take")} {Format.Size(report.BytesAfter)}.", Palette.Good);
        }

        return ExitCode.Success;
    }

    private static string Describe(GarbageReport report) =>
        $"{Format.Count(report.Runs.Count, "deleted run")} and {Format.Count(report.Objects, "unused artifact")} ({Format.Size(report.Bytes)})";
}
