using System.Runtime.CompilerServices;
using TorchSharp;

namespace ModelTracking.Training;

/// <summary>How many examples training has seen: told by <c>run.Batches</c>, else by a hook on the model's input.</summary>
internal sealed class BatchCount
{
    private long _fromLoader;
    private long _fromModel;

    public void AddFromLoader(object? batch) => _fromLoader += Rows(batch);

    public void AddFromModel(long rows) => _fromModel += rows;

    /// <summary>Examples since the last call; the loader's word counts more than the hook's, which sees evaluation too.</summary>
    public long TakeExamples()
    {
        var examples = _fromLoader > 0 ? _fromLoader : _fromModel;
        _fromLoader = 0;
        _fromModel = 0;
        return examples;
    }

    /// <summary>Rows of a batch: the first dimension of the first tensor in it.</summary>
    public static long Rows(object? batch) => batch switch
    {
        torch.Tensor tensor => tensor.dim() > 0 ? tensor.size(0) : 1,
        IDictionary<string, torch.Tensor> named => named.Count > 0 ? Rows(named.Values.First()) : 0,
        IEnumerable<torch.Tensor> several => Rows(several.FirstOrDefault()),
        ITuple tuple => Enumerable.Range(0, tuple.Length).Select(i => Rows(tuple[i])).FirstOrDefault(rows => rows > 0),
        _ => 0,
    };
}
