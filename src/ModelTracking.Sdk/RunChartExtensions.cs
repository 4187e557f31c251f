using System.Globalization;
using ModelTracking.Charts;
using ModelTracking.Diagnostics;

namespace ModelTracking;

/// <summary>
/// Stores charts and images that viewers draw. With a step, each step is kept beside the others. Like all logging, these never
/// throw: what is wrong with the values is told.
/// </summary>
public static class RunChartExtensions
{
    /// <summary>Stores a chart as <c>charts/KEY.json</c>, or <c>charts/KEY/step-N.json</c>.</summary>
    /// <param name="run">The run.</param>
    /// <param name="key">Its name, for example <c>roc</c> or <c>weights/layer1</c>.</param>
    /// <param name="chart">The chart.</param>
    /// <param name="step">The step. Default: none.</param>
    /// <param name="caption">A caption. Default: none.</param>
    public static void LogChart(this Run run, string key, Chart chart, long? step = null, string? caption = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(chart);
        run.LogArtifact(chart.ToJson(), Place("charts", key, step, ".json"), new ArtifactOptions { Kind = chart.Kind, MediaType = "application/json", Step = step, Caption = caption });
    }

    /// <summary>Stores how values are spread: weights, gradients, scores. Counting takes the caller's thread one pass over the values for the range and one for the bins.</summary>
    public static void LogHistogram(this Run run, string key, ReadOnlySpan<float> values, long? step = null, int bins = 64, string? caption = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (Positive(run, key, bins))
        {
            run.LogChart(key, Histogram.Of(values, bins), step, caption);
        }
    }

    /// <inheritdoc cref="LogHistogram(Run, string, ReadOnlySpan{float}, long?, int, string?)" />
    public static void LogHistogram(this Run run, string key, ReadOnlySpan<double> values, long? step = null, int bins = 64, string? caption = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (Positive(run, key, bins))
        {
            run.LogChart(key, Histogram.Of(values, bins), step, caption);
        }
    }

    /// <summary>Stores how often each class was taken for each.</summary>
    /// <param name="run">The run.</param>
    /// <param name="key">Its name.</param>
    /// <param name="labels">Names of the classes.</param>
    /// <param name="counts">A row per actual class, a column per predicted class.</param>
    /// <param name="step">The step. Default: none.</param>
    /// <param name="caption">A caption. Default: none.</param>
    public static void LogConfusionMatrix(this Run run, string key, IReadOnlyList<string> labels, IReadOnlyList<IReadOnlyList<long>> counts, long? step = null, string? caption = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (labels is null || counts is null || counts.Count != labels.Count || counts.Any(row => row.Count != labels.Count))
        {
            Refuse(run, key, $"a confusion matrix of {labels?.Count ?? 0} labels needs as many rows, each with as many columns");
            return;
        }

        run.LogChart(key, new ConfusionMatrix(labels, counts), step, caption);
    }

    /// <summary>Stores the ROC curve of scores (greater for more likely positive).</summary>
    public static void LogRocCurve(this Run run, string key, ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, long? step = null, string? caption = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        try
        {
            run.LogChart(key, Curve.Roc(scores, isPositive), step, caption);
        }
        catch (ArgumentException exception)
        {
            Refuse(run, key, exception.Message);
        }
    }

    /// <summary>Stores the precision-recall curve of scores (greater for more likely positive).</summary>
    public static void LogPrecisionRecallCurve(this Run run, string key, ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, long? step = null, string? caption = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        try
        {
            run.LogChart(key, Curve.PrecisionRecall(scores, isPositive), step, caption);
        }
        catch (ArgumentException exception)
        {
            Refuse(run, key, exception.Message);
        }
    }

    /// <summary>Stores the calibration curve of probabilities of being positive.</summary>
    public static void LogCalibrationCurve(this Run run, string key, ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> isPositive, int bins = 10, long? step = null, string? caption = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        try
        {
            run.LogChart(key, Curve.Calibration(probabilities, isPositive, bins), step, caption);
        }
        catch (ArgumentException exception)
        {
            Refuse(run, key, exception.Message);
        }
    }

    /// <summary>Stores how much each feature matters.</summary>
    public static void LogFeatureImportance(this Run run, string key, IEnumerable<KeyValuePair<string, double>> values, string? method = null, long? step = null, string? caption = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        run.LogChart(key, new FeatureImportance([.. (values ?? []).Select(v => new FeatureWeight(v.Key, v.Value))]) { Method = method }, step, caption);
    }

    /// <summary>Stores a PNG or JPEG image as <c>images/KEY.png</c>, or <c>images/KEY/step-N.png</c>. The memory must not change before <see cref="Run.FlushAsync"/> has returned.</summary>
    /// <param name="run">The run.</param>
    /// <param name="key">Its name.</param>
    /// <param name="image">The encoded image.</param>
    /// <param name="step">The step. Default: none.</param>
    /// <param name="caption">A caption. Default: none.</param>
    public static void LogImage(this Run run, string key, ReadOnlyMemory<byte> image, long? step = null, string? caption = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        var type = IsPng(image.Span) ? "png" : image.Span.StartsWith((byte[])[0xff, 0xd8, 0xff]) ? "jpeg" : null;
        if (type is null)
        {
            Refuse(run, key, "the bytes are neither a PNG nor a JPEG image");
            return;
        }

        run.LogArtifact(image, Place("images", key, step, type == "png" ? ".png" : ".jpg"), new ArtifactOptions { Kind = "image", MediaType = $"image/{type}", Step = step, Caption = caption });
    }

    private static bool IsPng(ReadOnlySpan<byte> bytes) => bytes.StartsWith((byte[])[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);

    // Steps in the path stand in their order also where they are listed as text.
    private static string Place(string folder, string key, long? step, string extension) => step is { } at
        ? string.Create(CultureInfo.InvariantCulture, $"{folder}/{key}/step-{at:D10}{extension}")
        : $"{folder}/{key}{extension}";

    private static bool Positive(Run run, string key, int bins)
    {
        if (bins <= 0)
        {
            Refuse(run, key, $"a histogram cannot have {bins} bins");
        }

        return bins > 0;
    }

    private static void Refuse(Run run, string key, string problem) =>
        run.Tell(new Trouble(TroubleKind.InvalidValue, $"'{key}' was refused: {problem}.", "The summary of each method in RunChartExtensions says what it takes."));
}
