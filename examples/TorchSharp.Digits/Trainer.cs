using ModelTracking;
using TorchSharp;
using static TorchSharp.torch;

namespace Digits;

/// <summary>
/// One net in training, with three scalars per step to a run, to a SummaryWriter, or to nobody. The net and the optimizer
/// are the same in all three: two nets of equal size differ by several per cent for where they lie in memory.
/// </summary>
internal sealed class Trainer : IDisposable
{
    private readonly (Tensor X, Tensor Y)[] _batches;
    private readonly nn.Module<Tensor, Tensor> _model = DigitsNets.Mlp();
    private readonly TorchSharp.Modules.CrossEntropyLoss _criterion = nn.CrossEntropyLoss();
    private readonly TrackedOptimizer _optimizer;
    private readonly Run _run;
    private readonly TorchSharp.Modules.SummaryWriter _writer;
    private int _step;

    public Trainer(DigitsData data, Run run, TorchSharp.Modules.SummaryWriter writer)
    {
        _batches = [.. data.Batches(32, seed: 1).Select(b => (b.X.clone(), b.Y.clone()))];
        _run = run;
        _writer = writer;
        _model.Track(run, new ModuleTracking { LogFinal = false });
        _optimizer = optim.Adam(_model.parameters()).Track(run);
    }

    public void Plain(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            using var scope = NewDisposeScope();
            Loss().backward();
            _optimizer.Inner.step();
        }
    }

    public void Written(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            using var scope = NewDisposeScope();
            var loss = Loss();
            _writer.add_scalar("train/loss", loss.item<float>(), _step);
            _writer.add_scalar("train/step", _step, _step);
            _writer.add_scalar("train/rows", 32, _step);
            loss.backward();
            _optimizer.Inner.step();
        }
    }

    public void Dispose()
    {
        foreach (var (x, y) in _batches)
        {
            x.Dispose();
            y.Dispose();
        }

        _optimizer.Dispose();
        _criterion.Dispose();
        _model.Dispose();
    }

    public void Tracked(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            using var scope = NewDisposeScope();
            var loss = Loss().LogTo(_run, "train/loss");

            // Two more that the program has at hand.
            _run.LogMetric("train/step", _step, _step);
            _run.LogMetric("train/rows", 32, _step);
            loss.backward();
            _optimizer.step();
        }
    }

    private Tensor Loss()
    {
        var (x, y) = _batches[_step++ % _batches.Length];
        _optimizer.Inner.zero_grad();
        return _criterion.forward(_model.forward(x), y);
    }
}
