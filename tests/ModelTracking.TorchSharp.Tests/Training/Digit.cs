using Digits;
using TorchSharp;
using static TorchSharp.torch;

namespace ModelTracking.Tests.Training;

/// <summary>Real training on the digits, with or without tracking.</summary>
internal static class Digit
{
    public static DigitsData Data { get; } = DigitsData.Load();

    public static float Accuracy(nn.Module<Tensor, Tensor> model)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        model.eval();
        return model.forward(Data.TestX).argmax(1).eq(Data.TestY).to_type(ScalarType.Float32).mean().item<float>();
    }

    /// <summary>Trains for some epochs; gives each step to <paramref name="afterStep"/>.</summary>
    public static void Train(nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, int epochs, Run? run = null, Action? afterStep = null, bool call = false, int rows = 32)
    {
        using var criterion = nn.CrossEntropyLoss();
        model.train();
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            foreach (var (x, y) in Data.Batches(rows, epoch))
            {
                using var scope = NewDisposeScope();
                Tensor Loss()
                {
                    optimizer.zero_grad();
                    var loss = criterion.forward(call ? model.call(x) : model.forward(x), y);
                    _ = run is null ? loss : loss.LogTo(run, "train/loss");
                    loss.backward();
                    return loss;
                }

                if (optimizer is TorchSharp.Modules.LBFGS || (optimizer as TrackedOptimizer)?.Inner is TorchSharp.Modules.LBFGS)
                {
                    optimizer.step(Loss);
                }
                else
                {
                    Loss();
                    optimizer.step();
                }

                afterStep?.Invoke();
            }
        }
    }

    public static float[] Weights(nn.Module model)
    {
        using var scope = NewDisposeScope();
        return [.. model.parameters().SelectMany(p => p.detach().cpu().data<float>().ToArray())];
    }
}
