using System.Globalization;
using System.IO.Enumeration;
using ModelTracking.Records;

namespace ModelTracking.Reading.Comparing;

/// <summary>Puts the facts of several runs into rows.</summary>
internal sealed class ComparisonBuilder(IReadOnlyList<RunSummary> runs, RunExtras[] extras, int baseline, ComparisonOptions options)
{
    public IReadOnlyList<ComparisonSection> Build() =>
    [.. new ComparisonSection[]
    {
        new(ComparedPart.Run, Rows(ComparedPart.Run, r => RunPairs.Run(r))),
        new(ComparedPart.Params, Rows(ComparedPart.Params, r => r.Params.Select(p => (p.Key, Of(p.Value))))),
        new(ComparedPart.Metrics, [.. Metrics()]),
        new(ComparedPart.Tags, Rows(ComparedPart.Tags, r => r.Tags.Where(t => !RunTags.IsComment(t.Key)).OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => (t.Key, Of(t.Value))))),
        new(ComparedPart.Datasets, Rows(ComparedPart.Datasets, RunPairs.Datasets)),
        new(ComparedPart.Code, Rows(ComparedPart.Code, r => RunPairs.Code(r).Concat(Patches(r)))),
        new(ComparedPart.Environment, Rows(ComparedPart.Environment, RunPairs.Environment)),
        new(ComparedPart.Packages, Rows(ComparedPart.Packages, r => Extra(r).Packages.OrderBy(p => p.Key, StringComparer.OrdinalIgnoreCase).Select(p => (p.Key, Of(p.Value))))),
        new(ComparedPart.Models, Rows(ComparedPart.Models, RunPairs.Models)),
        new(ComparedPart.Artifacts, Rows(ComparedPart.Artifacts, RunPairs.Artifacts)),
    }.Where(s => s.Rows.Count > 0)];

    public static ComparedValue Of(string? text) => text is null ? ComparedValue.Missing : new ComparedValue(text, text);

    public static ComparedValue Of(double number) => new(number, number.ToString("R", CultureInfo.InvariantCulture));

    public static ComparedValue Of(ParamValue value) => value.ToObject() switch
    {
        long whole when Math.Abs((double)whole) < 1L << 53 => new ComparedValue((double)whole, value.ToString()),
        null => new ComparedValue("null", "null"),
        var plain => new ComparedValue(plain, value.ToString()),
    };

    private RunExtras Extra(RunSummary run) => extras[runs.TakeWhile(r => !ReferenceEquals(r, run)).Count()];

    private IEnumerable<(string, ComparedValue)> Patches(RunSummary run) => Extra(run).Patches
        .OrderBy(p => p.Key, StringComparer.Ordinal)
        .Select(p => ($"change of {p.Key}", new ComparedValue(p.Value, PatchComparison.Describe(p.Value))));

    // In the order in which the runs name them, the baseline first.
    private List<ComparisonRow> Rows(ComparedPart part, Func<RunSummary, IEnumerable<(string Name, ComparedValue Value)>> of)
    {
        var values = runs.Select(r => of(r).GroupBy(p => p.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Value, StringComparer.Ordinal)).ToArray();
        return [.. values.Skip(baseline).Take(1).Concat(values)
            .SelectMany(v => v.Keys)
            .Distinct(StringComparer.Ordinal)
            .Where(name => IsWanted(part, name))
            .Select(name => Row(name, [.. values.Select(v => v.GetValueOrDefault(name, ComparedValue.Missing))], MetricGoal.None))];
    }

    private IEnumerable<ComparisonRow> Metrics()
    {
        var keys = runs.SelectMany(r => r.Metrics).Select(m => m.MetricKey).Distinct().Order()
            .Where(k => (options.SystemMetrics || !k.IsSystem) && IsWanted(ComparedPart.Metrics, k.ToString()));
        foreach (var key in keys)
        {
            var series = runs.Select(r => r.Metric(key)).ToArray();
            var goal = series.Select(m => m?.Goal ?? MetricGoal.None).FirstOrDefault(g => g != MetricGoal.None);
            yield return Row(key.ToString(), [.. series.Select(m => m is null ? ComparedValue.Missing : Of(m.Last))], goal, key);
            if (goal != MetricGoal.None && series.Any(m => m is not null && !m.Last.Equals(Best(m, goal))))
            {
                yield return Row($"best {key}", [.. series.Select(m => m is null ? ComparedValue.Missing : Of(Best(m, goal)))], goal, key);
            }
        }
    }

    private static double Best(MetricSummary metric, MetricGoal goal) => goal == MetricGoal.Minimize ? metric.Min : metric.Max;

    private ComparisonRow Row(string name, ComparedValue[] values, MetricGoal goal, MetricKey? metric = null)
    {
        var from = values[baseline].Number;
        for (var i = 0; i < values.Length; i++)
        {
            if (i != baseline && from is { } known && values[i].Number is { } number)
            {
                var delta = number - known;
                values[i] = values[i] with
                {
                    Delta = double.IsNaN(delta) ? null : delta,
                    Relative = known != 0 && double.IsFinite(delta / known) ? delta / Math.Abs(known) : null,
                    IsBetter = IsBetter(known, number, goal),
                };
            }
        }

        return new ComparisonRow(name, values) { Goal = goal, Metric = metric };
    }

    // What is no number any more is worse than any number.
    private static bool? IsBetter(double known, double number, MetricGoal goal) => (goal, double.IsNaN(known), double.IsNaN(number)) switch
    {
        (MetricGoal.None, _, _) or (_, true, true) => null,
        (_, true, false) => true,
        (_, false, true) => false,
        _ when number == known => null,
        _ => number > known == (goal == MetricGoal.Maximize),
    };

    private bool IsWanted(ComparedPart part, string name) => options.Ignore.Count == 0
        || !options.Ignore.Any(i => FileSystemName.MatchesSimpleExpression(i, $"{part}.{name}", ignoreCase: true));
}
