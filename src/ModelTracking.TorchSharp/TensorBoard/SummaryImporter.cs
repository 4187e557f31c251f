using Google.Protobuf;
using ModelTracking.Records;
using ModelTracking.Training;
using Tensorboard;

namespace ModelTracking.TensorBoard;

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

    private void Add(Summary.Types.Value value, long step, long time, string context)
    {
        switch (value.ValueCase)
        {
            case Summary.Types.Value.ValueOneofCase.SimpleValue:
                AddPoint(value.Tag, value.SimpleValue, step, time, context);
                break;
            case Summary.Types.Value.ValueOneofCase.Histo when options.WithArtifacts:
                AddHistogram(value.Tag, Of(value.Histo), step);
                break;
            case Summary.Types.Value.ValueOneofCase.Image when options.WithArtifacts:
                AddImage(value.Tag, value.Image.EncodedImageString, step);
                break;
            case Summary.Types.Value.ValueOneofCase.Tensor:
                AddTensor(value, step, time, context);
                break;
            case Summary.Types.Value.ValueOneofCase.None:
                AddHParams(value);
                break;
        }
    }

    private void AddTensor(Summary.Types.Value value, long step, long time, string context)
    {
        if (AddHParams(value))
        {
            return;
        }

        // Only the first value of a tag names its plugin; type and shape tell the same of all of them.
        var tensor = value.Tensor;
        var strings = tensor.StringVal;
        if (tensor.Dtype != DataType.DtString)
        {
            var numbers = TensorValues.Numbers(tensor);
            var sizes = tensor.TensorShape?.Dim.Select(d => d.Size).ToArray() ?? [];
            if (sizes.Length == 2 && sizes[1] == 3 && options.WithArtifacts)
            {
                AddHistogram(value.Tag, Of(numbers), step);
            }
            else if (numbers.Length == 1)
            {
                AddPoint(value.Tag, numbers[0], step, time, context);
            }
        }
        else if (options.WithArtifacts && strings.Count >= 3 && ImageFormat.ExtensionOf(strings[2].Span) is not null)
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

    private bool AddHParams(Summary.Types.Value value)
    {
        if (value.Metadata?.PluginData is not { PluginName: HParams.Plugin } plugin)
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
        HistogramLog.Log(run, tag, histogram, step);
        Artifacts++;
    }

    private void AddImage(string tag, ByteString bytes, long step)
    {
        TagArtifacts.LogImage(run, tag, bytes.Memory, step);
        Artifacts++;
    }

    // A limit is a bucket's upper bound; the lowest bucket begins at the least value.
    private static Histogram Of(HistogramProto proto)
    {
        var mean = proto.Num > 0 ? proto.Sum / proto.Num : (double?)null;
        var deviation = mean is { } m ? Math.Sqrt(Math.Max(0, (proto.SumSquares / proto.Num) - (m * m))) : (double?)null;

        // TorchSharp writes one limit more than buckets: there the first is a lower bound.
        double[] edges = proto.BucketLimit.Count > proto.Bucket.Count ? [.. proto.BucketLimit] : [Math.Min(proto.Min, proto.BucketLimit.FirstOrDefault()), .. proto.BucketLimit];
        return new Histogram(edges, [.. proto.Bucket], proto.Num, mean, deviation);
    }

    // Rows of left bound, right bound, count.
    private static Histogram Of(double[] rows)
    {
        var lefts = Enumerable.Range(0, rows.Length / 3).Select(i => rows[i * 3]).ToArray();
        var counts = Enumerable.Range(0, rows.Length / 3).Select(i => rows[(i * 3) + 2]).ToArray();
        return new Histogram(rows.Length == 0 ? [] : [.. lefts, rows[^2]], counts, counts.Sum(), null, null);
    }
}
