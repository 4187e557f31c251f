using ModelTracking;
using TorchSharp;
using static TorchSharp.torch;

namespace Digits;

/// <summary>One net in training, with three scalars per step to a run, to a SummaryWriter, or to nobody.</summary>
internal sealed class Trainer : IDisposable
{
    private readonly (Tensor X, Tensor Y)[] _batches;
    private readonly nn.Module<Tensor, Tensor> _model = DigitsNets.Mlp();
    private readonly TorchSharp.Modules.CrossEntropyLoss _criterion = nn.CrossEntropyLoss();
    private readonly optim.Optimizer _optimizer;
    private readonly Run? _run;
    private readonly TorchSharp.Modules.SummaryWriter? _writer;
    private int _step;

    public Trainer(DigitsData data, Run? run, TorchSharp.Modules.SummaryWriter? writer)
    {
        _batches = [.. data.Batches(32, seed: 1).Select(b => (b.X.clone(), b.Y.clone()))];
        _run = run;
        _writer = writer;
        _optimizer = optim.Adam(_model.parameters());
        if (run is not null)
        {
            _model.Track(run);
            _optimizer = _optimizer.Track(run);
        }
    }

    public void Train(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            using var scope = NewDisposeScope();
            var (x, y) = _batches[_step++ % _batches.Length];
            _optimizer.zero_grad();
            var loss = _criterion.forward(_model.forward(x), y);
            if (_run is not null)
            {
                // Three metrics a step: the loss, and two that the program has at hand.
                loss.LogTo(_run, "train/loss");
                _run.LogMetric("train/step", _step, _step);
                _run.LogMetric("train/rows", 32, _step);
            }
            else if (_writer is not null)
            {
                _writer.add_scalar("train/loss", loss.item<float>(), _step);
                _writer.add_scalar("train/step", _step, _step);
                _writer.add_scalar("train/rows", 32, _step);
            }

            loss.backward();
            _optimizer.step();
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
}
