using ModelTracking.Diagnostics;
using ModelTracking.Training;
using TorchSharp;

namespace ModelTracking.Models;

/// <summary>One model of a run.</summary>
internal sealed class TrackedModel
{
    private readonly TorchSession _session;
    private readonly ModuleTracking _options;
    private readonly ModelObserver _observer;
    private readonly bool _hadParameters;
    private long _storedAtStep = -1;

    public TrackedModel(TorchSession session, torch.nn.Module module, ModuleTracking options)
    {
        _session = session;
        _options = options;
        Module = module;
        Name = options.Name ?? (session.Models.Count == 0 ? "model" : $"model{session.Models.Count + 1}");
        _hadParameters = module.parameters().Any();
        _observer = new ModelObserver(module, session.Batches);
    }

    public torch.nn.Module Module { get; }

    public string Name { get; }

    public CheckpointOptions? Checkpoints => _options.Checkpoints;

    /// <summary>False once the module, or a parameter of it, was disposed: a disposed one has no parameters, or dead ones.</summary>
    public bool IsAlive
    {
        get
        {
            var now = Module.parameters().ToArray();
            return now.Length > 0 ? now.All(p => !p.IsInvalid) : !_hadParameters;
        }
    }

    /// <summary>Logs what is known before the first step.</summary>
    public void LogStart()
    {
        var trial = _options.Example is { } example ? ModelTrial.Run(Module, example) : null;
        if (trial is not null)
        {
            _observer.Know(trial.Input, trial.Output);
        }

        var layers = ModelSummary.Of(Module, trial?.LayerOutputs);
        ModelSummary.Log(_session.Run, Name, Module.GetType().Name, layers);
    }

    /// <summary>Stores the weights as they are at the end, once per step.</summary>
    public void LogFinal()
    {
        if (!_options.LogFinal || _storedAtStep == _session.Step || !_session.IsMain)
        {
            return;
        }

        if (!IsAlive)
        {
            if (_storedAtStep < 0)
            {
                _session.Run.Tell(new Trouble(TroubleKind.ArtifactFailed, $"The final weights of '{Name}' could not be stored: the model was disposed before its run ended.", "Declare the model before the run, so that it lives longer, or call run.LogModel(model) before it is disposed."));
            }

            return;
        }

        ModelArtifact.Log(_session.Run, Module, Name, ModelSignature.Of(_observer, Module), _session.Step);
        _storedAtStep = _session.Step;
    }
}
