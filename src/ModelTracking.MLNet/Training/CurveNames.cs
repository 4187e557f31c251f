using System.Text;
using ModelTracking.Records;

namespace ModelTracking.MLNet.Training;

/// <summary>Keys for what trainers report: <c>Dual Loss</c> is <c>training.dual_loss</c>, <c>Validation-logloss</c> is <c>validation.logloss</c>.</summary>
internal static class CurveNames
{
    public static string KeyOf(string reported)
    {
        var (stem, rest) = reported.Split(['-', '.'], 2) switch
        {
            [var first, var last] when first.ToUpperInvariant() is "TRAINING" or "TRAIN" => ("training", last),
            [var first, var last] when first.ToUpperInvariant() is "VALIDATION" or "VALID" => ("validation", last),
            _ => ("training", reported),
        };
        return $"{stem}.{Snake(rest)}";
    }

    public static MetricGoal GoalOf(string key) =>
        key.Contains("loss", StringComparison.Ordinal) || key.Contains("error", StringComparison.Ordinal)
        || key.EndsWith("rmse", StringComparison.Ordinal) || key.EndsWith("mae", StringComparison.Ordinal) || key.EndsWith("_gap", StringComparison.Ordinal) || key.EndsWith(".l1", StringComparison.Ordinal) || key.EndsWith(".l2", StringComparison.Ordinal)
            ? MetricGoal.Minimize
            : key.Contains("ndcg", StringComparison.Ordinal) || key.Contains("accuracy", StringComparison.Ordinal) ? MetricGoal.Maximize : MetricGoal.None;

    /// <summary><c>LossRate</c> and <c>Loss Rate</c> are <c>loss_rate</c>.</summary>
    public static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var letter = name[i];
            if (!char.IsAsciiLetterOrDigit(letter))
            {
                Break(text);
                continue;
            }

            if (char.IsAsciiLetterUpper(letter) && i > 0 && (char.IsAsciiLetterLower(name[i - 1]) || (i + 1 < name.Length && char.IsAsciiLetterUpper(name[i - 1]) && char.IsAsciiLetterLower(name[i + 1]))))
            {
                Break(text);
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString().TrimEnd('_');
    }

    private static void Break(StringBuilder text)
    {
        if (text.Length > 0 && text[^1] != '_')
        {
            text.Append('_');
        }
    }
}
