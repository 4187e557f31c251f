using System.ComponentModel;
using ModelTracking.Access;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Shows the privileged acts on a store.</summary>
[Description("Who did what through a dashboard that others use: the audit log, newest first.")]
internal sealed class AuditCommand(Terminal terminal) : AsyncCommand<AuditCommand.Settings>
{
    internal sealed class Settings : StoreSettings
    {
        [CommandOption("--limit|-n <COUNT>")]
        [Description("How many entries at most. Default: 50.")]
        public int Limit { get; init; } = 50;

        [CommandOption("--json")]
        [Description("Print JSON.")]
        public bool Json { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        if (settings.Limit < 0)
        {
            throw ToolException.BadUsage($"--limit {settings.Limit} is no number of entries.");
        }

        var audit = AuditLog.Open(StoreLocation.Resolve(settings.Store, terminal), terminal.Time);
        var entries = audit.Read(settings.Limit);
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, [.. entries.Select(AuditJson.Of)], ToolJson.Output.IReadOnlyListAuditJson, cancellationToken);
        }
        else if (entries.Count == 0)
        {
            terminal.Console.WriteLine("Nothing was noted yet; 'modeltracking ui --listen' notes logins and changes.", Palette.Quiet);
        }
        else
        {
            new FittedTable(
            [
                new("time", [.. entries.Select(e => (Cell)Format.Time(e.Time, terminal.Time.LocalTimeZone))]),
                new("who", [.. entries.Select(e => (Cell)Format.Line(e.By))]) { MinWidth = 12 },
                new("what", [.. entries.Select(e => (Cell)Format.Line(e.Action))]),
                new("to", [.. entries.Select(e => (Cell)Format.Line(e.Target))]) { MinWidth = 16 },
                new("details", [.. entries.Select(e => e.Problem is { } problem ? new Cell(Format.Line(problem), Palette.Bad) : (Cell)Format.Line(e.Details ?? ""))]) { MinWidth = 10, Spare = 1 },
                new("from", [.. entries.Select(e => (Cell)(e.From ?? ""))]) { Spare = 2 },
            ]).Write(terminal.Console);
        }

        var problems = audit.Problems();
        foreach (var problem in problems)
        {
            terminal.Tell("warning", $"the audit log is not what was written: {problem}");
        }

        return problems.Count == 0 ? ExitCode.Success : ExitCode.NotFoundOrDamaged;
    }
}
