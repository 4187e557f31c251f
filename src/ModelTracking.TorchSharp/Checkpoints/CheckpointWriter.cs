using System.Security.Cryptography;
using System.Text.Json;
using ModelTracking.Diagnostics;
using ModelTracking.Records;
using ModelTracking.Runtime;
using ModelTracking.Training;
using TorchSharp;
using TorchSharp.Modules;

namespace ModelTracking.Checkpoints;

/// <summary>
/// Stores checkpoints into slots: <c>checkpoints/last-N</c> in turn, <c>checkpoints/best-N</c> in place of the worst of the best.
/// Equal bytes are stored once by the run's content-addressed store, so a best that is also the latest costs nothing.
/// </summary>
internal sealed class CheckpointWriter
{
    public const string Folder = "checkpoints";
    public const string StateFile = "state.json";

    private readonly TorchSession _session;
    private readonly CheckpointOptions _options;
    private readonly BestSlots _best;
    private readonly bool _isTooLarge;
    private long _stored;

    public CheckpointWriter(TorchSession session, CheckpointOptions options)
    {
        _session = session;
        _options = options;
        _best = new BestSlots(options, session.ResumedFrom?.Best ?? []);
        _stored = session.ResumedFrom?.Stored ?? 0;
        var bytes = session.Models.Sum(m => m.Module.parameters().Sum(p => p.numel() * p.element_size()));
        _isTooLarge = bytes > options.MaxBytes;
        if (_isTooLarge)
        {
            session.SayOnce("training.no_checkpoints", "", $"The model has {bytes / 1e6:N0} MB, so no checkpoints are stored by default. Track it with new ModuleTracking {{ Checkpoints = new CheckpointOptions() }} to have them.", EventSeverity.Information, session.Step);
        }
    }

    public void AfterEpoch(Epoch epoch, EarlyStopping? stopping, bool isLast)
    {
        if (_isTooLarge)
        {
            return;
        }

        var slots = new List<string>();
        if (_options.KeepLast > 0 && (isLast || epoch.Number % Math.Max(1, _options.EveryEpochs) == 0))
        {
            slots.Add($"last-{_stored++ % _options.KeepLast}");
        }

        if (BestSlot(epoch) is { } best)
        {
            slots.Add(best);
        }

        if (slots.Count > 0)
        {
            Store(slots, new CheckpointState
            {
                Step = _session.Step,
                Epoch = epoch.Number,
                Values = epoch.Values,
                Stored = _stored,
                Best = _best.Values,
                BestIsGreatest = _options.Goal == MetricGoal.Maximize,
                Random = RandomState(),
                EarlyStopping = stopping is null ? null : new StoppingState(stopping.Metric, stopping.Best, stopping.BestAt, stopping.Seen),
            });
        }
    }

    private string? BestSlot(Epoch epoch)
    {
        if (_options.Best is not { } key)
        {
            return null;
        }

        if (epoch.Values.TryGetValue(key, out var value))
        {
            return _best.Take(value) is { } slot ? $"best-{slot}" : null;
        }

        _session.Run.Tell(new Trouble(TroubleKind.InvalidKey, $"The best checkpoint is chosen by '{key}', which epoch {epoch.Number} did not log.", "Log it with epoch.Log or LogTo under exactly this key."));
        return null;
    }

    private void Store(List<string> slots, CheckpointState state)
    {
        var files = new List<(string Name, TemporaryFile File, string Hash)>();
        try
        {
            foreach (var model in _session.Models.Where(m => m.IsAlive))
            {
                Save(files, $"{model.Name}.dat", path => model.Module.save(path));
            }

            foreach (var optimizer in _session.Optimizers)
            {
                if (optimizer.Inner is OptimizerHelper helper)
                {
                    Save(files, $"{optimizer.Observer.Name}.dat", helper.save_state_dict);
                }
                else
                {
                    _session.SayOnce("training.optimizer_not_saved", optimizer.Observer.Name, $"TorchSharp cannot save the state of {optimizer.Inner.GetType().Name}; a resumed run begins with a fresh one.", EventSeverity.Warning, _session.Step);
                }
            }

            foreach (var slot in slots)
            {
                Store(slot, files, state);
            }
        }
        finally
        {
            files.ForEach(f => f.File.Dispose());
        }
    }

    private void Store(string slot, List<(string Name, TemporaryFile File, string Hash)> files, CheckpointState state)
    {
        var folder = $"{Folder}/{slot}";
        foreach (var (name, file, _) in files)
        {
            _session.Run.LogArtifact(file.Path, new ArtifactOptions { Path = $"{folder}/{name}", Step = state.Step, Kind = "checkpoint" });
        }

        // Last: its hashes say whether all the others have arrived.
        var complete = state with { Files = files.ToDictionary(f => $"{folder}/{f.Name}", f => f.Hash) };
        _session.Run.LogArtifact(JsonSerializer.SerializeToUtf8Bytes(complete, CheckpointJson.Default.CheckpointState), $"{folder}/{StateFile}", new ArtifactOptions { Step = state.Step, Kind = "checkpoint", Caption = $"after epoch {state.Epoch}, step {state.Step}" });
    }

    private static void Save(List<(string Name, TemporaryFile File, string Hash)> files, string name, Action<string> save)
    {
        var file = new TemporaryFile();
        files.Add((name, file, ""));
        save(file.Path);
        using var bytes = File.OpenRead(file.Path);
        files[^1] = (name, file, Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant());
    }

    private static byte[] RandomState()
    {
        using var scope = torch.NewDisposeScope();
        return torch.get_rng_state().data<byte>().ToArray();
    }
}
