using TorchSharp;

namespace ModelTracking.Training;

/// <summary>Reads the value of a tensor with one element. Leaves no tensor behind.</summary>
internal static class TensorScalar
{
    /// <summary>The value; the mean of a tensor with more elements; NaN for an empty one. Waits for a GPU.</summary>
    public static double Read(torch.Tensor tensor)
    {
        if (tensor.numel() == 1 && tensor.device_type == DeviceType.CPU)
        {
            switch (tensor.dtype)
            {
                case torch.ScalarType.Float32:
                    return tensor.item<float>();
                case torch.ScalarType.Float64:
                    return tensor.item<double>();
                case torch.ScalarType.Int64:
                    return tensor.item<long>();
            }
        }

        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        return tensor.to_type(torch.ScalarType.Float64).mean().cpu().item<double>();
    }
}
