using Digits;
using ModelTracking.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace ModelTracking.Tests;

/// <summary>A training program that goes on where it was, whatever has happened to it.</summary>
internal static class Resumable
{
    public static void Train(string store, string id, int epochs)
    {
        set_num_threads(1);
        random.manual_seed(3);
        var runId = RunId.Parse(id);
        using var data = DigitsData.Load();
        using var model = DigitsNets.Mlp(dropout: 0.2);
        using var criterion = nn.CrossEntropyLoss();
        using var client = TrackingClient.Open(store);
        var exists = client.Reader.GetRunAsync(runId).GetAwaiter().GetResult() is not null;
        var checkpoint = exists ? client.FindCheckpoint(runId) : null;
        using var run = checkpoint is null ? client.StartRun("resume", new RunOptions { Id = runId }) : client.ResumeRun(runId, checkpoint.Step);
        model.Track(run);
        using var optimizer = optim.Adam(model.parameters(), 0.002).Track(run);
        var scheduler = optim.lr_scheduler.StepLR(optimizer, 2, 0.5);
        checkpoint?.Restore(run, model, optimizer, scheduler);
        foreach (var epoch in run.Epochs(epochs))
        {
            foreach (var (x, y) in run.Batches(data.Batches(32, epoch.Number)))
            {
                using var scope = NewDisposeScope();
                optimizer.zero_grad();
                var loss = criterion.forward(model.forward(x), y).LogTo(run, "loss", "train");
                loss.backward();
                optimizer.step();
            }

            scheduler.step();
        }
    }
}
