using System.Globalization;
using System.Text.RegularExpressions;
using ModelTracking.Records;

namespace ModelTracking.MLNet.Training;

/// <summary>Figures that trainers write as text: FastTree's tests, early stopping, the statistics of a logistic regression.</summary>
internal static partial class TrainerReports
{
    /// <summary>Logs the figures of a message; any other message is left alone.</summary>
    /// <param name="run">The run.</param>
    /// <param name="message">What the trainer said.</param>
    /// <param name="context">The context of the fit.</param>
    /// <param name="step">Gives the step of a FastTree test, once per message.</param>
    public static void Log(Run run, string message, MetricContext context, Func<long> step)
    {
        long? at = null;
        foreach (var line in Test().Matches(message).Where(m => m.Success))
        {
            if (Number(line.Groups[3].Value) is { } value)
            {
                var key = CurveNames.KeyOf($"{line.Groups[1].Value}.{line.Groups[2].Value}");
                run.Metric(key, context, CurveNames.GoalOf(key)).Log(value, at ??= step());
            }
        }

        foreach (var line in Ndcg().Matches(message).Where(m => m.Success))
        {
            at ??= step();
            foreach (var level in Level().Matches(line.Groups[2].Value).Where(m => m.Success && Number(m.Groups[2].Value) is not null))
            {
                // Written in per cent; MLflow's ndcg_at_k lies between 0 and 1.
                run.Metric($"{(line.Groups[1].Value == "train" ? "training" : "validation")}.ndcg_at_{level.Groups[1].Value}", context, MetricGoal.Maximize).Log(Number(level.Groups[2].Value)!.Value / 100, at.Value);
            }
        }

        foreach (var (pattern, keys) in Figures)
        {
            if (at is null && pattern.Match(message) is { Success: true } figure)
            {
                for (var i = 0; i < keys.Length; i++)
                {
                    if (Number(figure.Groups[i + 1].Value) is { } value)
                    {
                        run.LogMetric(keys[i], value, null, context);
                    }
                }
            }
        }
    }

    private static readonly (Regex Pattern, string[] Keys)[] Figures =
    [
        (EarlyStop(), ["training.best_iteration", "training.best_score"]),
        (Stopped(), ["training.stopped_iteration", "training.best_iteration"]),
        (BestIteration(), ["training.best_iteration"]),
        (Selected(), ["training.selected_weights"]),
        (Residual(), ["training.residual_deviance"]),
        (Aic(), ["training.aic"]),
    ];

    private static double? Number(string text) =>
        double.TryParse(text.TrimEnd('.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        || double.TryParse(text.TrimEnd('.'), NumberStyles.Float, CultureInfo.CurrentCulture, out value) ? value : null;

    [GeneratedRegex(@"(?:^|\n)\s*(train|valid)\.([A-Za-z@0-9_ ]+)=(\S+)")]
    private static partial Regex Test();

    [GeneratedRegex(@"(?:^|\n)(train|valid)NDCG:\t([^\n]*)")]
    private static partial Regex Ndcg();

    [GeneratedRegex(@"@(\d+):(\S+)")]
    private static partial Regex Level();

    [GeneratedRegex(@"^Met early stopping, best iteration: (\d+), best score: (\S+)$")]
    private static partial Regex EarlyStop();

    [GeneratedRegex(@"^The training is stopped at (\d+) and iteration (\d+) is picked$")]
    private static partial Regex Stopped();

    [GeneratedRegex(@"^(?:Using best model from|Pruning picked) iteration (\d+)\.?$")]
    private static partial Regex BestIteration();

    [GeneratedRegex(@"^L1 regularization selected (\d+) of \d+ weights\.$")]
    private static partial Regex Selected();

    [GeneratedRegex(@"^Residual Deviance:\s+(\S+)")]
    private static partial Regex Residual();

    [GeneratedRegex(@"^AIC:\s+(\S+)")]
    private static partial Regex Aic();
}
