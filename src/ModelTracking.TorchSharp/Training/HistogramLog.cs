using System.Buffers;
using System.Text.Json;
using TorchSharp;

namespace ModelTracking.Training;

/// <summary>
/// Stores histograms by step: artifacts of kind <c>histogram</c> at <c>histograms/NAME/STEP.json</c>, with the members
/// <c>edges</c> (n + 1 numbers), <c>counts</c> (n numbers), <c>count</c>, <c>mean</c>, <c>deviation</c>, <c>not_finite</c>.
/// </summary>
internal static class HistogramLog
{
    public const string Kind = "histogram";
    private const int Bins = 64;

    public static void Log(Run run, string name, torch.Tensor values, long step, int bins = Bins) => Log(run, name, Of(values, bins), step);

    public static void Log(Run run, string name, Histogram histogram, long step) =>
        run.LogArtifact(Json(histogram), Path(name, step), new ArtifactOptions { Kind = Kind, MediaType = "application/json", Step = step, Caption = name });

    public static string Path(string name, long step) => $"histograms/{name}/{step:D8}.json";

    /// <summary>Bins the values of a tensor, evenly between the least and the greatest one.</summary>
    public static Histogram Of(torch.Tensor tensor, int bins = Bins)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var all = tensor.detach().reshape(-1).to_type(torch.ScalarType.Float64).cpu();
        var values = all.masked_select(all.isfinite());
        var count = values.numel();
        var broken = all.numel() - count;
        if (count == 0)
        {
            return new Histogram([0, 1], [0], 0, null, null, broken);
        }

        var (least, greatest) = (values.min().item<double>(), values.max().item<double>());
        if (least == greatest)
        {
            return new Histogram([least, least], [count], count, least, 0, broken);
        }

        // TorchSharp's histc takes whole numbers as bounds: the values are brought to 0..bins first.
        var width = (greatest - least) / bins;
        var counts = ((values - least) / width).clamp(0, bins).histc(bins, 0, bins).data<double>().ToArray();
        var edges = Enumerable.Range(0, bins + 1).Select(i => i == bins ? greatest : least + (i * width));
        return new Histogram([.. edges], counts, count, values.mean().item<double>(), values.std(false).item<double>(), broken);
    }

    private static ReadOnlyMemory<byte> Json(Histogram histogram)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        WriteNumbers(json, "edges", histogram.Edges);
        WriteNumbers(json, "counts", histogram.Counts);
        json.WriteNumber("count", histogram.Count);
        WriteOptional(json, "mean", histogram.Mean);
        WriteOptional(json, "deviation", histogram.Deviation);
        json.WriteNumber("not_finite", histogram.NotFinite);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value && double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
