using ModelTracking.Records;
using TorchSharp;

namespace ModelTracking.Training;

/// <summary>
/// Counts the tensors that the training thread has made and nobody has disposed. A count that only ever grows is the
/// usual reason for running out of memory.
/// </summary>
internal sealed class TensorWatch(TorchSession session)
{
    private const int Rises = 8;

    private long _last;
    private long _firstOfRise;
    private long _stepOfRise;
    private int _rises;

    public void Log(long step)
    {
        var alive = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        session.Run.LogMetric("tensors_alive", alive, step);
        if (alive <= _last || _rises == 0)
        {
            _rises = 1;
            _firstOfRise = alive;
            _stepOfRise = step;
        }
        else if (++_rises == Rises && alive - _firstOfRise >= step - _stepOfRise)
        {
            var perStep = (double)(alive - _firstOfRise) / Math.Max(1, step - _stepOfRise);
            session.SayOnce("training.tensors_grow", "", $"Each step leaves {perStep:0.#} tensors undisposed ({alive} now), which wait for the garbage collector. Put the body of the loop into 'using var scope = torch.NewDisposeScope();'.", EventSeverity.Warning, step);
        }

        _last = alive;
    }
}
