using System.Globalization;
using System.Text.RegularExpressions;

namespace ModelTracking.MLNet.Training;

/// <summary>Values that a trainer chose itself where an option was left open, as it says them on its channel.</summary>
internal static partial class TunedValues
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["L2"] = "L2Regularization",
        ["L1Threshold (L1/L2)"] = "L1Regularization",
        ["maxIterations"] = "MaximumNumberOfIterations",
    };

    /// <summary>Reads <c>Auto-tuning parameters: L2 = 0.1.</c> and its like; null for any other message.</summary>
    public static (string Name, object Value)? Read(string message)
    {
        if (Assignment().Match(message) is { Success: true } tuned)
        {
            var name = tuned.Groups[1].Value;
            return (Names.GetValueOrDefault(name, name), Typed(tuned.Groups[2].Value));
        }

        if (CheckFrequency().Match(message) is { Success: true } check)
        {
            return ("ConvergenceCheckFrequency", Typed(check.Groups[1].Value));
        }

        return Threads().Match(message) is { Success: true } threads ? ("NumberOfThreads", Typed(threads.Groups[1].Value)) : null;
    }

    private static object Typed(string text)
    {
        text = text.TrimEnd('.');
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? real
            : bool.TryParse(text, out var truth) ? truth
            : text;
    }

    [GeneratedRegex(@"^Auto-tuning parameters: (.+?) = (\S+?)\.?$")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^Automatically choosing a check frequency of (\d+)\.$")]
    private static partial Regex CheckFrequency();

    [GeneratedRegex(@"^Using (\d+) threads? to train\.$")]
    private static partial Regex Threads();
}
