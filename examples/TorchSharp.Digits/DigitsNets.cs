using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Digits;

/// <summary>Two small nets for the digits.</summary>
internal static class DigitsNets
{
    public static Module<Tensor, Tensor> Mlp(double dropout = 0) => Sequential(
        ("hidden", Linear(64, 64)),
        ("relu", ReLU()),
        ("dropout", Dropout(dropout)),
        ("output", Linear(64, 10)));

    public static Module<Tensor, Tensor> Conv() => Sequential(
        ("picture", Unflatten(1, [1, 8, 8])),
        ("conv1", Conv2d(1, 16, 3, padding: 1)),
        ("norm1", BatchNorm2d(16)),
        ("relu1", ReLU()),
        ("conv2", Conv2d(16, 32, 3, padding: 1)),
        ("relu2", ReLU()),
        ("pool", MaxPool2d(4)),
        ("flatten", Flatten()),
        ("output", Linear(128, 10)));
}
