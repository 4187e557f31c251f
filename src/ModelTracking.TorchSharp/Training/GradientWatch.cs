using ModelTracking.Records;
using TorchSharp;

namespace ModelTracking.Training;

/// <summary>The gradients' norm each n-th step, and histograms on request.</summary>
internal sealed class GradientWatch(TorchSession session, torch.optim.Optimizer optimizer, string prefix, OptimizerTracking options)
{
    private readonly MetricSeries _norm = session.Run.Metric($"{prefix}grad_norm");
    private readonly DeferredScalars _deferred = new();
    private readonly ScalarEntry _entry = new(session.Run.Metric($"{prefix}grad_norm"));
    private bool _wasFinite = true;

    public void Observe(long step)
    {
        // A loss that is not finite: whether the gradients are broken too is of interest now.
        var urgent = session.Scalars.SawNonFinite && options.GradientNormEvery > 0;
        session.Scalars.SawNonFinite = false;
        if (urgent || (options.GradientNormEvery > 0 && (step - 1) % options.GradientNormEvery == 0))
        {
            LogNorm(step);
        }

        if (options.HistogramsEvery > 0 && (step - 1) % options.HistogramsEvery == 0)
        {
            LogHistograms(step);
        }
    }

    private void LogNorm(long step)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var gradients = Parameters().Select(p => p.grad).OfType<torch.Tensor>().ToArray();
        if (gradients.Length == 0)
        {
            return;
        }

        if (options.Reading != ScalarReading.Immediate && gradients[0].device_type != DeviceType.CPU)
        {
            // One kept value per norm, read with one wait when the next one is due.
            _deferred.Drain((_, value, at, time) => Accept(value, at, time));
            var first = gradients[0].device;
            _deferred.Add(torch.stack(gradients.Select(g => g.norm().to(first)).ToArray()).norm(), _entry, step);
            return;
        }

        var sum = 0.0;
        foreach (var gradient in gradients)
        {
            if (TensorMemory.TrySumOfSquares(gradient, out var squares))
            {
                sum += squares;
                continue;
            }

            var norm = TensorScalar.Read(gradient.norm());
            sum += norm * norm;
        }

        Accept(Math.Sqrt(sum), step, null);
    }

    private void Accept(double norm, long step, long? time)
    {
        if (time is { } then)
        {
            _norm.Log([new MetricPoint(norm, step, then)]);
        }
        else
        {
            _norm.Log(norm, step);
        }

        if (double.IsFinite(norm))
        {
            _wasFinite = true;
        }
        else if (_wasFinite)
        {
            _wasFinite = false;
            var culprits = Named().Where(p => HasNonFinite(p.Parameter)).Select(p => p.Name).Take(5).ToArray();
            session.Run.LogEvent(
                "training.gradient_not_finite",
                $"The gradient norm is {norm} at step {step}{(culprits.Length > 0 ? ", because of " + string.Join(", ", culprits) : "")}. Lower the learning rate, or clip gradients with torch.nn.utils.clip_grad_norm_.",
                EventSeverity.Error,
                step);
        }
    }

    private void LogHistograms(long step)
    {
        foreach (var (name, parameter) in Named())
        {
            session.Run.LogChart($"weights/{prefix}{name}", TensorHistogram.Of(parameter), step);
            using var gradient = parameter.grad;
            if (gradient is not null)
            {
                session.Run.LogChart($"gradients/{prefix}{name}", TensorHistogram.Of(gradient), step);
            }
        }
    }

    private static bool HasNonFinite(torch.Tensor parameter)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        return parameter.grad is { } gradient && !gradient.isfinite().all().cpu().item<bool>();
    }

    // A native optimizer (LBFGS) makes new handles at each enumeration of its parameters, so the model is asked.
    private IEnumerable<torch.Tensor> Parameters() => optimizer is TorchSharp.Modules.OptimizerHelper
        ? optimizer.parameters()
        : session.Models.SelectMany(m => m.Module.parameters());

    private IEnumerable<(string Name, torch.Tensor Parameter)> Named()
    {
        if (optimizer is TorchSharp.Modules.OptimizerHelper)
        {
            var names = session.Models.SelectMany(m => m.Module.named_parameters()).ToLookup(n => n.parameter.Handle, n => n.name);
            return optimizer.parameters().Select((p, i) => (names[p.Handle].FirstOrDefault() ?? $"{i}", (torch.Tensor)p));
        }

        return session.Models.SelectMany(m => m.Module.named_parameters().Select(p => (p.name, (torch.Tensor)p.parameter)));
    }
}
