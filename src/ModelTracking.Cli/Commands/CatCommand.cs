using System.ComponentModel;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Prints a run's records.</summary>
[Description("Print every record of a run as one JSON line, and every metric point too, for jq.")]
internal sealed class CatCommand(Terminal terminal) : AsyncCommand<RunSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, RunSettings settings, CancellationToken cancellationToken)
    {
        var store = OpenStore.At(settings, terminal);
        var run = await store.FindAsync(settings.Run, cancellationToken);
        using var lines = new RecordLines(terminal.Bytes);
        await foreach (var batch in store.Reader.ReadRecordsAsync(run.Id, cancellationToken: cancellationToken))
        {
            lines.Write(batch);
        }

        return store.ExitCode;
    }
}
