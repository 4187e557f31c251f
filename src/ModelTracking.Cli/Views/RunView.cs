using ModelTracking.Cli.Stores;
using ModelTracking.Reading;
using ModelTracking.Records;
using ModelTracking.Versioning;
using Spectre.Console;

namespace ModelTracking.Cli.Views;

/// <summary>Everything of one run but its points.</summary>
internal sealed class RunView(IRunReader reader, Terminal terminal)
{
    private const int Indent = 2;
    private const string Blanks = "  ";

    private readonly IAnsiConsole _console = terminal.Console;
    private readonly DateTimeOffset _now = terminal.Time.GetUtcNow();
    private readonly TimeZoneInfo _zone = terminal.Time.LocalTimeZone;

    /// <summary>Writes the run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="relatives">Its parent, its origin and the runs nested in it.</param>
    /// <param name="uses">Commits and model versions that came from it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task WriteAsync(RunSummary run, RunRelatives relatives, ObjectUses uses, CancellationToken cancellationToken)
    {
        WriteHead(run);
        WriteFacts(run, relatives);
        WriteError(run);
        WritePairs("Params", [.. run.Params.Select(p => (p.Key, ParamCell(p)))]);
        WritePairs("Tags", [.. run.Tags.Where(t => !RunTags.IsComment(t.Key)).OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => (t.Key, (Cell)Format.Line(t.Value)))]);
        WritePairs("Data", [.. CaptureView.Datasets(run)]);
        await WriteMetricsAsync(run, cancellationToken);
        WritePairs("Models", [.. CaptureView.Models(run)]);
        WritePairs("Versions", [.. uses.Commits.Select(c => (c.Repository, (Cell)Format.Line(c.Commit.ToString()))), .. uses.Versions.Select(v => (v.ToString(), (Cell)(v.Aliases.Count > 0 ? string.Join(", ", v.Aliases) : v.Stage)))]);
        if (run.Artifacts.Count > 0)
        {
            Section("Artifacts");
            new ArtifactListView(_console, _now).Write(run.Artifacts, Indent);
        }

        WritePairs("Code", [.. CaptureView.Code(run)]);
        WritePairs("Machine", [.. CaptureView.Machine(run)]);
        WritePairs("Used", await new UsageView(reader).OfAsync(run, cancellationToken));
        WriteConsole(run);
        WriteEvents(run);
        var nested = relatives.Nested;
        if (nested.Count > 0)
        {
            Section("Nested runs");
            new FittedTable(
            [
                new("id", [.. nested.Select(r => Cell.Quiet(Format.Id(r.Id)))]),
                new("name", [.. nested.Select(r => (Cell)Format.Line(r.Name))]) { MinWidth = 12 },
                new("status", [.. nested.Select(r => new Cell($"{Format.StatusSign(r.Status)} {Format.Status(r.Status)}", Format.StatusStyle(r.Status)))]),
                new("took", [.. nested.Select(r => Cell.Quiet(Format.Duration(r.Duration)))]) { Right = true, Spare = 1 },
            ], Indent).Write(_console);
        }
    }

    private void WriteHead(RunSummary run)
    {
        _console.Write(new Paragraph()
            .Append(Format.Line(run.Name), Palette.Heading)
            .Append($"  {Format.StatusSign(run.Status)} {Format.Status(run.Status)}", Format.StatusStyle(run.Status)));
        _console.WriteLine();
        if (!string.IsNullOrWhiteSpace(run.Description))
        {
            Hanging.Write(_console, [], string.Join('\n', run.Description.Trim().ReplaceLineEndings("\n").Split('\n').Select(Format.Line)));
        }
    }

    private void WriteFacts(RunSummary run, RunRelatives relatives)
    {
        var end = run.Status == RunStatus.Running ? _now : run.EndTime ?? run.LastActivity;
        List<(string, Cell)> facts =
        [
            ("id", run.Id.ToString()),
            ("experiment", Format.Line(run.Experiment)),
            ("started", $"{Format.Time(run.StartTime, _zone)}, {Format.Age(run.StartTime, _now)}"),
            (run.Status == RunStatus.Running ? "running for" : "took", Format.Duration(end - run.StartTime)),
        ];
        if (run.EndTime is { } ended)
        {
            facts.Insert(3, ("ended", $"{Format.Time(ended, _zone)}, {Format.Age(ended, _now)}"));
        }
        else
        {
            facts.Add(("last sign", $"{Format.Time(run.LastActivity, _zone)}, {Format.Age(run.LastActivity, _now)}"));
        }

        if (run.ParentId is { } parent)
        {
            facts.Add(("nested in", NameOf(parent, relatives.Parent)));
        }

        if (run.ForkedFrom is { } origin)
        {
            facts.Add(("forked from", NameOf(origin, relatives.Origin) + (run.ForkStep is { } step ? $" at step {Format.Count(step)}" : "")));
        }

        _console.WriteLine();
        Pairs(facts);
    }

    private void WriteError(RunSummary run)
    {
        if (run.Error is null)
        {
            return;
        }

        Section("Error");
        Block(run.Error, Palette.Bad);
        if (run.ErrorDetails is { Length: > 0 } details && details != run.Error)
        {
            Block(details, Palette.Quiet);
        }
    }

    private async Task WriteMetricsAsync(RunSummary run, CancellationToken cancellationToken)
    {
        // Two dozen series about the machine would hide the few about the model.
        var shown = run.Metrics.Where(m => !m.MetricKey.IsSystem).ToList();
        if (shown.Count == 0)
        {
            return;
        }

        Section("Metrics");
        await new MetricTableView(_console).WriteAsync(reader, run.Id, shown, Indent, cancellationToken);
        if (run.Metrics.Count > shown.Count)
        {
            Block($"and {Format.Count(run.Metrics.Count - shown.Count, "metric")} of the machine (system/...): 'modeltracking metrics {Format.Id(run.Id)}'", Palette.Quiet);
        }
    }

    private void WriteConsole(RunSummary run)
    {
        if (run.Console is not { } log)
        {
            return;
        }

        Section("Log");
        foreach (var line in log.Tail)
        {
            Hanging.Write(_console, [Blanks], new Cell(Format.Line(line.Text), line.Source == ConsoleSource.Error ? Palette.Bad : Palette.Quiet));
        }

        var lost = log.Dropped > 0 ? $", {Format.Count(log.Dropped, "line")} lost" : "";
        Block($"{Format.Count(log.Lines, "line")} in all{lost}: 'modeltracking logs {Format.Id(run.Id)}'", Palette.Quiet);
    }

    private void WriteEvents(RunSummary run)
    {
        if (run.Events.Count == 0)
        {
            return;
        }

        Section("Events");
        foreach (var happened in run.Events)
        {
            var step = happened.Step is { } at ? $"  step {Format.Count(at)}" : "";
            var when = Cell.Quiet($"{Blanks}{Format.Clock(happened.Time, _zone)}  ");
            var what = new Cell(Format.Line(happened.Name), EventView.StyleOf(happened.Severity));
            Hanging.Write(_console, [when, what, Cell.Quiet($"{step}  ")], Format.Line(happened.Message));
        }

        if (run.Events.Count == RunSummary.MaxEvents)
        {
            Block($"These are the first {RunSummary.MaxEvents}; 'modeltracking cat' prints all.", Palette.Quiet);
        }
    }

    private void WritePairs(string title, IReadOnlyList<(string, Cell)> pairs)
    {
        if (pairs.Count > 0)
        {
            Section(title);
            Pairs(pairs);
        }
    }

    private void Pairs(IReadOnlyList<(string Key, Cell Value)> pairs)
    {
        var width = Math.Min(pairs.Max(p => Format.Line(p.Key).GetCellWidth()), Math.Max(12, _console.Profile.Width / 2));
        foreach (var (key, value) in pairs)
        {
            var fitted = Format.Fit(Format.Line(key), width);
            var padding = new string(' ', width - fitted.GetCellWidth());
            Hanging.Write(_console, [Cell.Quiet($"{Blanks}{fitted}{padding}  ")], value);
        }
    }

    private void Section(string title)
    {
        _console.WriteLine();
        _console.Write(new Text(title, Palette.Heading));
        _console.WriteLine();
    }

    private void Block(string text, Style style)
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Hanging.Write(_console, [Blanks], new Cell(Format.Line(line.Trim()), style));
        }
    }

    private static Cell ParamCell(ParamEntry param) => param.History is not { Count: > 0 } history
        ? Format.Param(param.Value)
        : $"{Format.Param(param.Value)}  (corrected, was {string.Join(", then ", history.Select(Format.Param))})";

    private static string NameOf(RunId id, RunSummary? run) => run is null ? id.ToString() : $"{Format.Line(run.Name)} ({Format.Id(id)})";
}
