using System.Numerics;
using ModelTracking.Runtime;
using TorchSharp;

namespace ModelTracking.Training;

/// <summary>Adds up the numbers of small tensors where they lie, which for them is cheaper than libtorch's way to an operation.</summary>
internal static class TensorMemory
{
    private const int Small = 1 << 16;

    /// <summary>The sum of the squares of a tensor's elements.</summary>
    /// <returns>False where it is large, not of single precision, or not on the CPU in one piece: nothing is read then.</returns>
    public static bool TrySumOfSquares(torch.Tensor tensor, out double sum)
    {
        sum = 0;
        if (!NativeTensor.TrySpan(tensor, Small, out var values))
        {
            return false;
        }

        sum = SumOfSquares(values);
        GC.KeepAlive(tensor);
        return true;
    }

    // In double precision: no square of a single overflows it.
    private static double SumOfSquares(ReadOnlySpan<float> values)
    {
        var total = Vector<double>.Zero;
        var at = 0;
        for (; at <= values.Length - Vector<float>.Count; at += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(values[at..]), out var low, out var high);
            total += (low * low) + (high * high);
        }

        var sum = Vector.Sum(total);
        foreach (var value in values[at..])
        {
            sum += (double)value * value;
        }

        return sum;
    }
}
