using ModelTracking.Runtime;
using TorchSharp;

namespace ModelTracking.Training;

/// <summary>Reads the value of a tensor with one element. Leaves no tensor behind.</summary>
internal static class TensorScalar
{
    /// <summary>The value of a tensor that has one element. Waits for a GPU.</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">It has more, or none.</exception>
    public static double ReadSingle(torch.Tensor tensor)
    {
        if (NativeTensor.TryReadOne(tensor, out var value))
        {
            return value;
        }

        // Faster than item: no view of the tensor's memory is made, and no type is asked for.
        using var scalar = tensor.ToScalar();
        return scalar.ToDouble();
    }

    /// <summary>The value; the mean of a tensor with more elements; NaN for an empty one. Waits for a GPU.</summary>
    public static double Read(torch.Tensor tensor)
    {
        if (tensor.numel() == 1)
        {
            return ReadSingle(tensor);
        }

        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        return Mean(tensor).cpu().to_type(torch.ScalarType.Float64).item<double>();
    }

    /// <summary>The mean, as a tensor on the same device; in double precision but on Apple's GPUs, which have none.</summary>
    public static torch.Tensor Mean(torch.Tensor tensor) =>
        tensor.to_type(tensor.device_type == DeviceType.MPS ? torch.ScalarType.Float32 : torch.ScalarType.Float64).mean();
}
