using System.Globalization;
using ModelTracking.Records;

namespace ModelTracking.Versioning.Storage;

/// <summary>Evaluates the rule of an alias.</summary>
internal static class PromotionGate
{
    /// <summary>What is not fulfilled, in words; empty where the alias may move.</summary>
    public static IReadOnlyList<string> Unmet(PromotionRule? rule, ModelVersionState candidate, Commit commit, Commit? present)
    {
        if (rule is null)
        {
            return [];
        }

        var unmet = new List<string>();
        var words = candidate.Approvals.Values.Where(a => !rule.FourEyes || a.By != candidate.By).ToArray();
        if (rule.Approvals > 0 && words.FirstOrDefault(a => !a.IsApproved) is { } rejection)
        {
            unmet.Add($"{rejection.By} rejected it{(rejection.Comment is null ? "" : $" ({rejection.Comment})")}");
        }

        var approvals = words.Count(a => a.IsApproved);
        if (approvals < rule.Approvals)
        {
            unmet.Add($"it has {approvals} of {rule.Approvals} approvals{(rule.FourEyes ? $" by others than {candidate.By}" : "")}");
        }

        if (rule.Metric is { } key)
        {
            Metric(rule, key, commit, present, unmet);
        }

        return unmet;
    }

    private static void Metric(PromotionRule rule, string key, Commit commit, Commit? present, List<string> unmet)
    {
        if (commit.Tree.Find(TreePart.Metrics, key) is not MetricElement metric)
        {
            unmet.Add($"its commit has no metric '{key}'");
            return;
        }

        // Written so that NaN fulfils nothing.
        if (rule.AtLeast is { } least && !(metric.Value >= least))
        {
            unmet.Add($"{key} is {Text(metric.Value)}, at least {Text(least)} is needed");
        }

        if (rule.AtMost is { } most && !(metric.Value <= most))
        {
            unmet.Add($"{key} is {Text(metric.Value)}, at most {Text(most)} is allowed");
        }

        if (rule.NotWorseThanPresent && present?.Tree.Find(TreePart.Metrics, key) is MetricElement now)
        {
            var isAsGood = metric.Goal == MetricGoal.Minimize ? metric.Value <= now.Value + rule.Tolerance : metric.Value >= now.Value - rule.Tolerance;
            if (!isAsGood)
            {
                unmet.Add($"{key} is {Text(metric.Value)}, the present version has {Text(now.Value)}");
            }
        }
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
