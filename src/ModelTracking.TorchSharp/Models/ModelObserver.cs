using ModelTracking.Training;
using TorchSharp;

namespace ModelTracking.Models;

/// <summary>
/// Sees the shapes that go in and come out, where the model is run by <c>call</c>: <c>forward</c> tells nobody. Shapes
/// are read at the first batch; after it only the number of rows is.
/// </summary>
internal sealed class ModelObserver
{
    public ModelObserver(torch.nn.Module module, BatchCount batches)
    {
        if (module is torch.nn.Module<torch.Tensor, torch.Tensor> single)
        {
            _ = single.register_forward_hook((_, input, output) =>
            {
                if (Input is null)
                {
                    Know(TensorShape.OfBatch(input), TensorShape.OfBatch(output));
                }

                if (output.requires_grad)
                {
                    batches.AddFromModel(BatchCount.Rows(input));
                }

                // TorchSharp takes null for "the output stays as it is".
                return null!;
            });
        }
    }

    public TensorShape? Input { get; private set; }

    public TensorShape? Output { get; private set; }

    public void Know(TensorShape input, TensorShape output)
    {
        Input = input;
        Output = output;
    }
}
