using System.ComponentModel;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Reading;
using ModelTracking.Records;
using ModelTracking.Replication;
using Spectre.Console;
using Spectre.Console.Cli;
using TableColumn = ModelTracking.Cli.Views.TableColumn;

namespace ModelTracking.Cli.Commands;

/// <summary>Shows how far runs are at the servers they are sent to.</summary>
[Description("Show how far each run is at each server: sent, still to send, refused, last error. Needs no network.")]
internal sealed class ReplicasCommand(Terminal terminal) : AsyncCommand<ReplicasCommand.Settings>
{
    private const int MostShown = 20;

    internal sealed class Settings : StoreSettings
    {
        [CommandArgument(0, "[RUN]")]
        [Description("A run's id, the beginning of it, its name, or 'latest'; its refused records are shown too. Default: all runs.")]
        public string? Run { get; init; }

        [CommandOption("--json")]
        [Description("Print JSON: an array of {runId, target, remoteId, sent, lag, quarantined, lastError, complete, ...}.")]
        public bool Json { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var store = OpenStore.At(settings, terminal);
        var only = settings.Run is null ? null : await store.FindAsync(settings.Run, cancellationToken);
        var replicas = Replicas.Of(store.Files);
        var all = (await replicas.ListAsync(cancellationToken)).Where(s => only is null || s.Run == only.Id).ToArray();
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, [.. all.Select(ReplicaJson.Of)], ToolJson.Output.IReadOnlyListReplicaJson, cancellationToken);
            return ExitCode.Success;
        }

        if (all.Length == 0)
        {
            terminal.Console.WriteLine("Nothing was sent anywhere yet; 'modeltracking sync --to http://host:5000' does it.", Palette.Quiet);
            return ExitCode.Success;
        }

        var table = await new RunQuery(store.Quiet).ToTableAsync("run_name", cancellationToken);
        var names = table.Ids.Zip(table.Rows).ToDictionary(r => r.First, r => (string)r.Second[0]!);
        Write(all, names);
        foreach (var status in all.Where(s => only is not null && s.Quarantined > 0))
        {
            WriteRefused(replicas.Quarantine(status.Run, status.Target));
        }

        return ExitCode.Success;
    }

    private void Write(ReplicaStatus[] all, Dictionary<RunId, string> names)
    {
        var now = terminal.Time.GetUtcNow();
        List<TableColumn> columns =
        [
            new("run", [.. all.Select(s => (Cell)Format.Id(s.Run))]),
            new("name", [.. all.Select(s => (Cell)Format.Line(names.GetValueOrDefault(s.Run, "")))]) { Spare = 2 },
            new("server", [.. all.Select(s => (Cell)Format.Line(s.Target))]) { MinWidth = 12 },
            new("sent", [.. all.Select(s => (Cell)Format.Count(s.Sent))]) { Right = true },
            new("to send", [.. all.Select(s => s.IsComplete ? Cell.Quiet("-") : (Cell)$"{Format.Count(s.Lag)}{(s.PendingArtifacts > 0 ? $" + {Format.Count(s.PendingArtifacts, "file")}" : "")}")]) { Right = true },
            new("refused", [.. all.Select(s => s.Quarantined == 0 ? Cell.Quiet("-") : new Cell(Format.Count(s.Quarantined), Palette.Bad))]) { Right = true },
            new("last sent", [.. all.Select(s => Cell.Quiet(s.LastSent is { } time ? Format.Age(time, now) : "never"))]) { Right = true, Spare = 3 },
        ];
        if (all.Any(s => s.LastError is not null))
        {
            columns.Add(new("last error", [.. all.Select(s => new Cell(Format.Line(s.LastError ?? ""), Palette.Bad))]) { MinWidth = 20, Spare = 1 });
        }

        new FittedTable(columns).Write(terminal.Console);
    }

    private void WriteRefused(IReadOnlyList<QuarantinedRecord> records)
    {
        terminal.Console.WriteLine();
        terminal.Console.WriteLine($"Refused: {Format.Count(records.Count)}", Palette.Bad);
        foreach (var record in records.TakeLast(MostShown))
        {
            terminal.Console.WriteLine($"  {Format.Line(record.Record.ToString())}");
            terminal.Console.WriteLine($"    → {Format.Line(record.Reason)}", Palette.Quiet);
        }
    }
}
