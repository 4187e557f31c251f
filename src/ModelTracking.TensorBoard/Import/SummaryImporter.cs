using Google.Protobuf;
using ModelTracking.Records;
using ModelTracking.TensorBoard.Files;
using ModelTracking.TensorBoard.Protocol;
using Histogram = ModelTracking.Charts.Histogram;

namespace ModelTracking.TensorBoard.Import;

/// <summary>Puts the values of summaries into a run, whichever of the forms of the last ten years they have. Not thread-safe.</summary>
internal sealed class SummaryImporter(Run run, TensorBoardImportOptions options)
{
    private const string TextSuffix = "/text_summary";

    public long Points { get; private set; }

    public long Artifacts { get; private set; }

    public bool Failed { get; private set; }

    public void Add(Event read, string context)
    {
        var time = EventTime.ToMicroseconds(read.WallTime) ?? 0;
        foreach (var value in read.Summary.Value)
        {
            Add(value, read.Step, time, context);
        }
    }

    private void Add(SummaryValue value, long step, long time, string context)
    {
        switch (value.KindCase)
        {
            case SummaryValue.KindOneofCase.SimpleValue:
                AddPoint(value.Tag, value.SimpleValue, step, time, context);
                break;
            case SummaryValue.KindOneofCase.Histogram when options.WithArtifacts:
                AddHistogram(value.Tag, Histograms.Of(value.Histogram), step);
                break;
            case SummaryValue.KindOneofCase.Image when options.WithArtifacts:
                AddImage(value.Tag, value.Image.Encoded, step);
                break;
            case SummaryValue.KindOneofCase.Tensor:
                AddTensor(value, step, time, context);
                break;
            case SummaryValue.KindOneofCase.None:
                AddHParams(value);
                break;
        }
    }

    private void AddTensor(SummaryValue value, long step, long time, string context)
    {
        if (AddHParams(value))
        {
            return;
        }

        // Only the first value of a tag names its plugin; type and shape tell the same of all of them.
        var tensor = value.Tensor;
        var strings = tensor.StringValues;
        if (tensor.Type != ElementType.String)
        {
            var numbers = TensorValues.Numbers(tensor);
            var sizes = tensor.Shape?.Dimension.Select(d => d.Size).ToArray() ?? [];
            if (sizes.Length == 2 && sizes[1] == 3 && options.WithArtifacts)
            {
                AddHistogram(value.Tag, Histograms.Of(numbers), step);
            }
            else if (numbers.Length == 1)
            {
                AddPoint(value.Tag, numbers[0], step, time, context);
            }
        }
        else if (options.WithArtifacts && strings.Count >= 3 && TagArtifacts.IsImage(strings[2].Span))
        {
            // Width and height come first.
            for (var i = 2; i < strings.Count; i++)
            {
                AddImage(strings.Count == 3 ? value.Tag : $"{value.Tag}/{i - 2}", strings[i], step);
            }
        }
        else if (options.WithArtifacts && strings.Count > 0)
        {
            var tag = value.Tag.EndsWith(TextSuffix, StringComparison.Ordinal) ? value.Tag[..^TextSuffix.Length] : value.Tag;
            TagArtifacts.LogText(run, tag, string.Join("\n\n", strings.Select(s => s.ToStringUtf8())), step);
            Artifacts++;
        }
    }

    private bool AddHParams(SummaryValue value)
    {
        if (value.Metadata?.Plugin is not { Name: HParams.Plugin } plugin)
        {
            return false;
        }

        var parsed = HParams.Parse(plugin.Content);
        run.LogParams(parsed.Values);
        Failed |= parsed.Failed;
        return true;
    }

    private void AddPoint(string tag, double value, long step, long time, string context)
    {
        run.Metric(tag, context).Log([new MetricPoint(value, step, time)]);
        Points++;
    }

    private void AddHistogram(string tag, Histogram histogram, long step)
    {
        run.LogChart(tag, histogram, step, tag);
        Artifacts++;
    }

    private void AddImage(string tag, ByteString bytes, long step)
    {
        TagArtifacts.LogImage(run, tag, bytes.Memory, step);
        Artifacts++;
    }
}
