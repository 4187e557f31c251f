using ModelTracking.Records;

namespace ModelTracking.Cli.Views;

/// <summary>Turns records into lines for somebody who watches: the metrics of one step share a line.</summary>
internal static class TailLines
{
    /// <summary>More steps than this at once cannot be read; the first ones are summed up in a line.</summary>
    private const int MostSteps = 10;

    /// <summary>The lines of a batch, in order of time.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="withConsole">Whether what the run printed is among them.</param>
    public static IEnumerable<TailLine> Of(RecordBatch batch, bool withConsole = false) =>
        batch.Records.Select(Line).OfType<TailLine>().Concat(Steps(batch)).Concat(withConsole ? batch.Records.OfType<ConsoleLogged>().SelectMany(Printed) : []).OrderBy(l => l.Time);

    private static TailLine? Line(TrackingRecord record) => record switch
    {
        ParamLogged p => new TailLine(p.Time, "param", $"{Format.Line(p.Key)} = {Format.Param(p.Value)}{(p.IsCorrection ? " (corrected)" : "")}"),
        TagSet { Value: null } t => new TailLine(t.Time, "tag", $"{Format.Line(t.Key)} removed"),
        TagSet t => new TailLine(t.Time, "tag", $"{Format.Line(t.Key)} = {Format.Line(t.Value!)}"),
        ArtifactLogged a => new TailLine(a.Time, "artifact", $"{Format.Line(a.Path)} ({Format.Size(a.Length)})"),
        EventLogged e => new TailLine(e.Time, "event", $"{Format.Line(e.Name)}: {Format.Line(e.Message)}", EventView.StyleOf(e.Severity)),
        RunRenamed { Name: { } name } r => new TailLine(r.Time, "renamed", Format.Line(name)),
        RunResumed r => new TailLine(r.Time, "resumed", r.TruncateAfterStep is { } step ? $"after step {Format.Count(step)}" : ""),
        _ => null,
    };

    private static IEnumerable<TailLine> Printed(ConsoleLogged console)
    {
        if (console.Dropped > 0)
        {
            yield return new TailLine(console.Lines.Count > 0 ? console.Lines[0].Time : console.Time, "…", $"{Format.Count(console.Dropped, "line")} lost: more was printed than a run keeps", Palette.Doubtful);
        }

        foreach (var line in console.Lines)
        {
            yield return new TailLine(line.Time, line.Source == ConsoleSource.Log ? "log" : "console", Format.Line(line.Text), line.Source == ConsoleSource.Error ? Palette.Bad : Palette.Quiet);
        }
    }

    private static IEnumerable<TailLine> Steps(RecordBatch batch)
    {
        // Two dozen metrics of the machine in a line hide those of the training.
        var steps = batch.Records.OfType<MetricsLogged>().Where(m => !m.Key.IsSystem)
            .SelectMany(m => m.Points.ToArray().Select(p => (Key: m.Key.ToString(), Point: p)))
            .GroupBy(p => p.Point.RawStep)
            .OrderBy(g => g.Max(p => p.Point.UnixMicroseconds))
            .ToList();
        if (steps.Count > MostSteps)
        {
            var left = steps.Take(steps.Count - MostSteps).ToList();
            yield return new TailLine(left[^1].Last().Point.Time, "…", $"{Format.Count(left.Sum(s => s.Count()), "point")} of {Format.Count(left.Count, "step")}", Palette.Quiet);
        }

        foreach (var step in steps.TakeLast(MostSteps))
        {
            // The last value a series has at the step; without steps a batch holds many.
            var values = step.GroupBy(p => p.Key).Select(g => (g.Key, Last: g.Last().Point.Value, More: g.Count() - 1)).ToList();
            var text = string.Join("  ", values.Select(v => $"{Format.Line(v.Key)} {Format.Number(v.Last)}{(v.More > 0 ? $" (+{Format.Count(v.More)})" : "")}"));
            var what = step.Key == MetricPoint.NoStep ? "metric" : $"step {Format.Count(step.Key)}";
            yield return new TailLine(step.Last().Point.Time, what, text, values.Any(v => double.IsNaN(v.Last)) ? Palette.Bad : Palette.Plain);
        }
    }
}
