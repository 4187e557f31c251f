using TorchSharp;

namespace ModelTracking.Models;

/// <summary>
/// Runs a model once on an example to see the shapes in it. Weights, buffers, mode and random numbers are as before:
/// evaluation mode leaves running means alone, and the generator's state is put back.
/// </summary>
internal sealed record ModelTrial(TensorShape Input, TensorShape Output, IReadOnlyDictionary<string, string> LayerOutputs)
{
    /// <summary>Null for a model that does not take one tensor and give one.</summary>
    public static ModelTrial? Run(torch.nn.Module module, torch.Tensor example)
    {
        if (module is not torch.nn.Module<torch.Tensor, torch.Tensor> single)
        {
            return null;
        }

        var training = module.named_modules().Select(m => m.module).Append(module).Where(m => m.training).ToArray();
        var shapes = new Dictionary<string, string>(StringComparer.Ordinal);
        var hooks = new List<Action>();
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var random = torch.get_rng_state();
        try
        {
            module.eval();
            foreach (var (name, child) in module.named_modules())
            {
                if (child is torch.nn.Module<torch.Tensor, torch.Tensor> layer && !ReferenceEquals(layer, single))
                {
                    var hook = layer.register_forward_hook((_, _, output) =>
                    {
                        shapes[name] = TensorShape.OfBatch(output).ToString();
                        return null!;
                    });
                    hooks.Add(hook.remove);
                }
            }

            // Not call: a hook of the user's on the model would count this as a batch.
            var output = single.forward(example);
            return new ModelTrial(TensorShape.OfBatch(example), TensorShape.OfBatch(output), shapes);
        }
        finally
        {
            hooks.ForEach(remove => remove());
            torch.set_rng_state(random);
            foreach (var one in training)
            {
                // Module by module: train() on the whole would switch on what the user has switched off.
                SetTraining(one);
            }
        }
    }

    private static void SetTraining(torch.nn.Module module)
    {
        var off = module.named_modules().Select(m => m.module).Where(m => !m.training).ToArray();
        module.train();
        foreach (var one in off)
        {
            one.eval();
        }
    }
}
