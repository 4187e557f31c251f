using System.ComponentModel;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Records;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Follows a live run.</summary>
[Description("Follow a run until it ends; Ctrl+C stops following, not the run.")]
internal sealed class TailCommand(Terminal terminal) : AsyncCommand<TailCommand.Settings>
{
    internal sealed class Settings : RunSettings
    {
        [CommandOption("--lines|-n <COUNT>")]
        [Description("How many lines of what was logged before to begin with. Default: 10.")]
        public int? Lines { get; init; }

        [CommandOption("--console|-c")]
        [Description("Also the lines that the run prints, between what it logs; 'logs --follow' shows them alone.")]
        public bool Console { get; init; }

        [CommandOption("--json")]
        [Description("Print all records from the beginning as JSON lines, as 'cat' does, and go on as new ones come.")]
        public bool Json { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        if (settings.Lines < 0)
        {
            throw ToolException.BadUsage($"--lines {settings.Lines} makes no sense; give a number from 0.");
        }

        var store = OpenStore.At(settings, terminal);
        var run = await store.FindAsync(settings.Run, cancellationToken);
        try
        {
            await (settings.Json ? FollowJsonAsync(store, run, cancellationToken) : FollowAsync(store, run, settings, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl+C is how following ends while the run goes on.
        }

        return store.ExitCode;
    }

    private async Task FollowJsonAsync(OpenStore store, RunSummary run, CancellationToken cancellationToken)
    {
        using var lines = new RecordLines(terminal.Bytes);
        await foreach (var batch in store.Reader.ReadRecordsAsync(run.Id, follow: true, cancellationToken: cancellationToken))
        {
            lines.Write(batch);
            terminal.Flush();
        }
    }

    private async Task FollowAsync(OpenStore store, RunSummary run, Settings settings, CancellationToken cancellationToken)
    {
        var backlog = settings.Lines ?? 10;
        var view = new TailView(terminal.Console, terminal.Time.LocalTimeZone);
        view.WriteHead(run);
        var positions = new Dictionary<string, long>(StringComparer.Ordinal);
        var before = new Queue<TailLine>();
        await foreach (var batch in store.Reader.ReadRecordsAsync(run.Id, cancellationToken: cancellationToken))
        {
            positions[batch.Writer] = batch.LastSequence;
            foreach (var line in TailLines.Of(batch, settings.Console).TakeLast(backlog))
            {
                before.Enqueue(line);
                if (before.Count > backlog)
                {
                    before.Dequeue();
                }
            }
        }

        view.Write(before);
        await foreach (var batch in store.Reader.ReadRecordsAsync(run.Id, [.. positions.Select(p => new WriterPosition(p.Key, p.Value))], follow: true, cancellationToken))
        {
            view.Write(TailLines.Of(batch, settings.Console));
        }

        if (await store.Reader.GetRunAsync(run.Id, cancellationToken) is { } ended)
        {
            view.WriteEnd(ended);
        }
    }
}
