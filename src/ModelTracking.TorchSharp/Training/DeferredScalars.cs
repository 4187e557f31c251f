using TorchSharp;

namespace ModelTracking.Training;

/// <summary>
/// Scalars kept on their device until many can be read with one wait. A copy is kept, so neither the user's dispose
/// scope nor an in-place change touches it. Not thread-safe.
/// </summary>
internal sealed class DeferredScalars
{
    private const int Capacity = 128;
    private const long LongestMilliseconds = 1000;

    private readonly List<(torch.Tensor Value, ScalarEntry Entry, long Step, long Time)> _kept = new(Capacity);

    private long _oldest;

    /// <summary>Whether it is time to read them: there are many, or the first has waited for a second, and a killed process would lose them.</summary>
    public bool AreDue => _kept.Count >= Capacity || (_kept.Count > 0 && Environment.TickCount64 - _oldest >= LongestMilliseconds);

    public void Add(torch.Tensor tensor, ScalarEntry entry, long step)
    {
        if (_kept.Count == 0)
        {
            _oldest = Environment.TickCount64;
        }

        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        _kept.Add((scope.Detach(TensorScalar.Mean(tensor.detach())), entry, step, Microseconds()));
    }

    /// <summary>Reads all, in the order in which they were added, and lets them go.</summary>
    public void Drain(Action<ScalarEntry, double, long, long> accept)
    {
        if (_kept.Count == 0)
        {
            return;
        }

        var kept = _kept.ToArray();
        _kept.Clear();
        try
        {
            var values = ReadAll(kept.Select(k => k.Value).ToArray());
            for (var i = 0; i < kept.Length; i++)
            {
                accept(kept[i].Entry, values[i], kept[i].Step, kept[i].Time);
            }
        }
        finally
        {
            foreach (var one in kept)
            {
                one.Value.Dispose();
            }
        }
    }

    private static double[] ReadAll(torch.Tensor[] tensors)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var values = new double[tensors.Length];
        foreach (var device in tensors.Select((tensor, index) => (tensor, index)).GroupBy(t => t.tensor.device.ToString()))
        {
            var read = torch.stack(device.Select(d => d.tensor).ToArray()).cpu().to_type(torch.ScalarType.Float64).data<double>().ToArray();
            foreach (var ((_, index), value) in device.Zip(read))
            {
                values[index] = value;
            }
        }

        return values;
    }

    private static long Microseconds() => (DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}
