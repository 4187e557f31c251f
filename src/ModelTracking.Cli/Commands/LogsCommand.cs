using System.ComponentModel;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Records;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Prints what a run printed.</summary>
[Description("Print a run's log: what it wrote to the console and to loggers.")]
internal sealed class LogsCommand(Terminal terminal) : AsyncCommand<LogsCommand.Settings>
{
    internal sealed class Settings : RunSettings
    {
        [CommandOption("--tail|-n <LINES>")]
        [Description("Only the last lines.")]
        public int? Tail { get; init; }

        [CommandOption("--errors")]
        [Description("Only standard error.")]
        public bool Errors { get; init; }

        [CommandOption("--follow|-f")]
        [Description("Go on until the run has ended.")]
        public bool Follow { get; init; }

        [CommandOption("--time")]
        [Description("The time before each line.")]
        public bool Time { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        if (settings.Tail is < 0)
        {
            throw ToolException.BadUsage("--tail takes a number of lines, for example 20.");
        }

        var store = OpenStore.At(settings, terminal);
        var run = await store.FindAsync(settings.Run, cancellationToken);
        var last = new Queue<(string, Style)>();
        var any = false;
        await foreach (var batch in store.Reader.ReadRecordsAsync(run.Id, follow: settings.Follow && settings.Tail is null, cancellationToken: cancellationToken))
        {
            foreach (var line in batch.Records.OfType<ConsoleLogged>().SelectMany(c => Lines(c, settings)))
            {
                any = true;
                if (settings.Tail is not { } most)
                {
                    Write(line);
                    continue;
                }

                last.Enqueue(line);
                if (last.Count > most)
                {
                    last.Dequeue();
                }
            }
        }

        foreach (var line in last)
        {
            Write(line);
        }

        if (!any)
        {
            terminal.Console.WriteLine($"Run {Format.Line(run.Name)} has no log: it printed nothing, or TrackingOptions.Capture.Console was off.", Palette.Quiet);
        }

        return store.ExitCode;
    }

    private IEnumerable<(string, Style)> Lines(ConsoleLogged console, Settings settings)
    {
        if (console.Dropped > 0)
        {
            yield return ($"… {Format.Count(console.Dropped, "line")} lost here: more was printed than a run keeps", Palette.Doubtful);
        }

        foreach (var line in console.Lines.Where(l => !settings.Errors || l.Source == ConsoleSource.Error))
        {
            var time = settings.Time ? $"{Format.Clock(line.Time, terminal.Time.LocalTimeZone)}  " : "";
            yield return (time + Format.Line(line.Text), line.Source == ConsoleSource.Error ? Palette.Bad : line.Source == ConsoleSource.Log ? Palette.Quiet : Palette.Plain);
        }
    }

    private void Write((string Text, Style Style) line)
    {
        terminal.Console.Write(new Text(line.Text, line.Style));
        terminal.Console.WriteLine();
    }
}
