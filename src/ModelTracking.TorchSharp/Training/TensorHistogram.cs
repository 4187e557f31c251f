using ModelTracking.Charts;
using TorchSharp;

namespace ModelTracking.Training;

/// <summary>How the values of a tensor are spread, counted by libtorch where the tensor lies. Leaves no tensor behind.</summary>
internal static class TensorHistogram
{
    /// <summary>Number of bins where nothing else is asked for.</summary>
    public const int Bins = 64;

    /// <summary>Counts the values, in bins of equal width between the least and the greatest one.</summary>
    public static Histogram Of(torch.Tensor tensor, int bins = Bins)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var all = tensor.detach().reshape(-1).cpu().to_type(torch.ScalarType.Float64);
        var values = all.masked_select(all.isfinite());
        var count = values.numel();
        var broken = all.numel() - count;
        if (count == 0)
        {
            return new Histogram([0, 1], [0]) { NotFinite = broken };
        }

        var (least, greatest) = (values.min().item<double>(), values.max().item<double>());
        if (least == greatest)
        {
            return new Histogram([least, Math.BitIncrement(least)], [count]) { NotFinite = broken, Mean = least, StandardDeviation = 0 };
        }

        // TorchSharp's histc takes whole numbers as bounds: the values are brought to 0..bins first.
        var width = (greatest - least) / bins;
        var counts = ((values - least) / width).clamp(0, bins).histc(bins, 0, bins).data<double>().ToArray();
        var edges = Enumerable.Range(0, bins + 1).Select(i => i == bins ? greatest : least + (i * width));
        return new Histogram([.. edges], [.. counts.Select(c => (long)c)]) { NotFinite = broken, Mean = values.mean().item<double>(), StandardDeviation = values.std(false).item<double>() };
    }
}
