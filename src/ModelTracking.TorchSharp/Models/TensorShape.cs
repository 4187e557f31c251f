using TorchSharp;

namespace ModelTracking.Models;

/// <summary>Type and shape of a tensor; -1 stands for any size.</summary>
/// <param name="DataType">Name in NumPy's manner, for example <c>float32</c>.</param>
/// <param name="Sizes">Sizes of the dimensions.</param>
internal sealed record TensorShape(string DataType, IReadOnlyList<long> Sizes)
{
    /// <summary>The shape of a batch: its first dimension is of any size.</summary>
    public static TensorShape OfBatch(torch.Tensor tensor) =>
        new(NameOf(tensor.dtype), [.. tensor.shape.Select((size, i) => i == 0 ? -1 : size)]);

    public static string NameOf(torch.ScalarType type) => type switch
    {
        torch.ScalarType.Byte => "uint8",
        torch.ScalarType.Bool => "bool",
        _ => type.ToString().ToLowerInvariant(),
    };

    public override string ToString() => $"({string.Join(", ", Sizes)})";
}
