using System.Globalization;
using MathNet.Numerics.Statistics;
using ModelTracking.Analysis.Grouping;
using ModelTracking.Reading;
using ModelTracking.Reading.Filters;

namespace ModelTracking.Analysis.Importance;

/// <summary>
/// Which params of some runs have to do with a value: permutation importance in a small random forest, judged on runs that
/// a tree has not seen, and Spearman's rank correlation. It tells what goes together, not what causes what: params that
/// were always changed together share their importance by chance. The same runs give the same answer.
/// </summary>
public sealed record ParamImportance
{
    private const int MostRuns = 1000;
    private const int MostParams = 60;
    private const int FewRuns = 20;
    private const double LittleExplained = 0.3;

    private ParamImportance(int runs, int leftOut, double explained, IReadOnlyList<ParamWeight> weights, IReadOnlyList<string> warnings)
    {
        Runs = runs;
        LeftOut = leftOut;
        Explained = explained;
        Params = weights;
        Warnings = warnings;
    }

    /// <summary>How many runs it was computed from.</summary>
    public int Runs { get; }

    /// <summary>How many runs have no finite value and were left out.</summary>
    public int LeftOut { get; }

    /// <summary>Which part of the value's variance the forest predicts on runs that it has not seen; 0 or less where it predicts nothing, NaN where there were too few runs.</summary>
    public double Explained { get; }

    /// <summary>The params that differ between the runs, the most important first.</summary>
    public IReadOnlyList<ParamWeight> Params { get; }

    /// <summary>Why not to trust it too much: one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Asks runs of a store. At most 1,000 runs, the first of the query, and 60 params, those that most runs have, are looked at.</summary>
    /// <param name="query">Which runs.</param>
    /// <param name="target">The value to be explained, in the query language, for example <c>best(metrics.loss[validation])</c>.</param>
    /// <param name="seed">Of the forest's chance. Default: 1.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="FilterException">The target is no value.</exception>
    public static async Task<ParamImportance> OfAsync(RunQuery query, string target, int seed = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var value = RunColumn.ParseList(target);
        var fields = (await query.ToFieldsAsync(cancellationToken).ConfigureAwait(false)).OfType<FieldValue>().Where(f => f.Kind == FieldKind.Param).ToArray();
        var table = await query.Take(MostRuns).ToTableAsync(string.Join(", ", value.Take(1).Concat(fields.Select(f => new RunColumn(f)))), cancellationToken).ConfigureAwait(false);
        var values = table.Rows.Select(r => GroupName.Number(r[0]) ?? double.NaN).ToArray();
        var columns = fields.Select((f, i) => (f.Key, (IReadOnlyList<object?>)[.. table.Rows.Select(r => r[i + 1])]));
        return Of(values, columns.ToDictionary(c => c.Key, c => c.Item2, StringComparer.Ordinal), seed, cancellationToken);
    }

    /// <summary>Asks values that were read already.</summary>
    /// <param name="values">One value a run; a run whose value is not finite is left out.</param>
    /// <param name="columns">Each param with one value a run: a number, a boolean, a text, or null where the run lacks it.</param>
    /// <param name="seed">Of the forest's chance. Default: 1.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static ParamImportance Of(IReadOnlyList<double> values, IReadOnlyDictionary<string, IReadOnlyList<object?>> columns, int seed = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(columns);
        var rows = Enumerable.Range(0, values.Count).Where(i => double.IsFinite(values[i])).ToArray();
        var target = rows.Select(r => values[r]).ToArray();
        var features = columns
            .Select(c => (Feature: Feature.Of(c.Key, [.. rows.Select(r => c.Value[r])]), Known: rows.Count(r => c.Value[r] is not null)))
            .Where(c => c.Feature.Distinct > 1)
            .OrderByDescending(c => c.Known).ThenBy(c => c.Feature.Name, StringComparer.Ordinal)
            .Take(MostParams).Select(c => c.Feature).ToArray();
        var warnings = Warn(rows.Length, values.Count - rows.Length, features, target).ToList();
        if (rows.Length < 4 || features.Length == 0 || target.All(v => v.Equals(target[0])))
        {
            return new ParamImportance(rows.Length, values.Count - rows.Length, double.NaN, [.. features.Select(f => Weigh(f, target, (0, double.NaN)))], warnings);
        }

        var (explained, importance) = RandomForest.Judge(features, target, new Random(seed), cancellationToken);
        if (explained < LittleExplained)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"The params explain {Math.Max(0, explained):P0} of the value's variance: what follows says little."));
        }

        var weights = features.Select((f, i) => Weigh(f, target, importance[i])).OrderByDescending(w => w.Importance).ThenBy(w => w.Param, StringComparer.Ordinal);
        return new ParamImportance(rows.Length, values.Count - rows.Length, explained, [.. weights], warnings);
    }

    private static ParamWeight Weigh(Feature feature, double[] target, (double Mean, double Error) importance) =>
        new(feature.Name, importance.Mean, importance.Error, Correlation(feature, target), feature.Distinct);

    private static double? Correlation(Feature feature, double[] target)
    {
        var known = Enumerable.Range(0, target.Length).Where(i => double.IsFinite(feature.Values[i])).ToArray();
        if (!feature.IsOrdered || known.Length < 3)
        {
            return null;
        }

        var rank = MathNet.Numerics.Statistics.Correlation.Spearman(known.Select(i => feature.Values[i]), known.Select(i => target[i]));
        return double.IsNaN(rank) ? null : rank;
    }

    private static IEnumerable<string> Warn(int runs, int leftOut, Feature[] features, double[] target)
    {
        if (features.Length == 0)
        {
            yield return "No param differs between these runs.";
        }
        else if (runs > 0 && target.All(v => v.Equals(target[0])))
        {
            yield return "All these runs have the same value: there is nothing to explain.";
        }
        else if (runs < FewRuns)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{runs} runs are few: below about {FewRuns} much of this is chance.");
        }

        if (leftOut > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{leftOut} {(leftOut == 1 ? "run has" : "runs have")} no finite value and {(leftOut == 1 ? "is" : "are")} left out.");
        }
    }
}
