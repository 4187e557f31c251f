using TorchSharp;

namespace ModelTracking;

/// <summary>What is logged of a model. Plain values, read when it is tracked.</summary>
public sealed class ModuleTracking
{
    /// <summary>Name of the model in paths and keys, for a run with several. Default: <c>model</c>, <c>model2</c>, ...</summary>
    public string? Name { get; set; }

    /// <summary>
    /// One input, a batch of any size: the model is tried on it once, in evaluation mode and without touching the random
    /// numbers, so that the summary shows every layer's output and the signature is exact. It is not kept. Default: none.
    /// </summary>
    public torch.Tensor? Example { get; set; }

    /// <summary>Whether the final weights are stored when the run ends as finished. Default: true.</summary>
    public bool LogFinal { get; set; } = true;

    /// <summary>
    /// Checkpoints at the end of an epoch of <c>run.Epochs</c>. Default: each epoch, the last two kept, for models of up to
    /// 100 MB; null for none; an object of your own for models of any size.
    /// </summary>
    public CheckpointOptions? Checkpoints { get; set; } = new() { MaxBytes = 100_000_000 };
}
