using System.Globalization;
using System.Text.RegularExpressions;

namespace ModelTracking.MLNet.AutoML;

/// <summary>One line that an AutoML experiment writes to the context's log. Lines of another form read as <see cref="LineKind.Other"/>.</summary>
internal sealed partial record AutoMLLine(LineKind Kind, int Trial = 0)
{
    /// <summary>The trial's metric; null where the line has none.</summary>
    public double? Metric { get; init; }

    /// <summary>How long the trial took, in seconds.</summary>
    public double? Seconds { get; init; }

    /// <summary>The pipeline in short, for example <c>ReplaceMissingValues=>Concatenate=>FastTreeBinary</c>.</summary>
    public string? Pipeline { get; init; }

    /// <summary>Most memory used, in MB.</summary>
    public double? PeakMemory { get; init; }

    /// <summary>The trial's settings as JSON.</summary>
    public string? Settings { get; init; }

    /// <summary>The message of the exception that a trial failed with.</summary>
    public string? Fault { get; init; }

    private static AutoMLLine Other { get; } = new(LineKind.Other);

    /// <summary>True for the channel of the experiment itself; the contexts of its trials speak in other names.</summary>
    public static bool IsSource(string source) => source is "AutoMLExperiment";

    /// <summary>Reads a line; never throws.</summary>
    public static AutoMLLine Read(string message)
    {
        if (Setting().Match(message) is { Success: true } setting)
        {
            return new AutoMLLine(LineKind.Setting) { Settings = setting.Groups[1].Value };
        }

        if (Failure().Match(message) is { Success: true } failure && int.TryParse(failure.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var failed))
        {
            return new AutoMLLine(LineKind.Fault, failed) { Fault = failure.Groups[2].Value.Trim() };
        }

        if (Cancellation().Match(message) is { Success: true } cancellation)
        {
            return TrialSettings.Read(cancellation.Groups[1].Value) is { } cut ? new AutoMLLine(LineKind.Cancelled, cut.Trial) : Other;
        }

        var update = Update().Match(message);
        if (!update.Success || !int.TryParse(update.Groups["id"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var trial))
        {
            return Other;
        }

        var rest = update.Groups["rest"].Value;
        return new AutoMLLine(Enum.Parse<LineKind>(update.Groups["what"].ValueSpan), trial)
        {
            Metric = Number(rest, "(?:Total )?Metric"),
            Seconds = Number(rest, "Duration") / 1000,
            PeakMemory = Number(rest, "Peak Memory in MB"),
            Pipeline = Part(rest, "Pipeline"),
        };
    }

    private static double? Number(string rest, string name)
    {
        // Numbers are written in the machine's culture.
        var text = Part(rest, name);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || double.TryParse(text, NumberStyles.Float, CultureInfo.CurrentCulture, out value) ? value : null;
    }

    private static string? Part(string rest, string name) =>
        Regex.Match(rest, $@"(?:^|-\s?){name}: (.*?)(?= -\s?[A-Z][A-Za-z ]*: |$)") is { Success: true } part ? part.Groups[1].Value.Trim() : null;

    [GeneratedRegex(@"^trial setting - (\{.*\})\s*$", RegexOptions.Singleline)]
    private static partial Regex Setting();

    [GeneratedRegex(@"^\s*Exception thrown during Trial (\d+) with configuration .*?Exception Details: (.*?)\s*(?:Abandoning Trial|$)", RegexOptions.Singleline)]
    private static partial Regex Failure();

    [GeneratedRegex(@"^trial cancelled - (\{.*\}), stop training\s*$", RegexOptions.Singleline)]
    private static partial Regex Cancellation();

    [GeneratedRegex(@"^Update (?<what>Running|Completed|Best|Failed) Trial - Id: (?<id>\d+)(?: - (?<rest>.*))?$", RegexOptions.Singleline)]
    private static partial Regex Update();
}
