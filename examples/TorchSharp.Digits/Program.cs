// Trains a small net on handwritten digits, tracks it, and shows what was kept. "resume RUN" goes on after a crash; "bench"
// measures what tracking costs.
using Digits;
using ModelTracking;
using ModelTracking.Records;
using TorchSharp;
using static TorchSharp.torch;

TorchRuntime.EnsureLoaded();
if (args is ["bench", ..])
{
    return Bench.Run();
}

random.manual_seed(7);
using var data = DigitsData.Load();
using var model = DigitsNets.Conv();
using var criterion = nn.CrossEntropyLoss();

await using var client = TrackingClient.Open();
var checkpoint = args is ["resume", var id] ? client.FindCheckpoint(RunId.Parse(id)) : null;
await using var run = checkpoint is null ? client.StartRun("digits") : client.ResumeRun(checkpoint.RunId, checkpoint.Step);
model.Track(run, new ModuleTracking
{
    Example = data.TestX,
    Checkpoints = new CheckpointOptions { Best = "accuracy{test}", Goal = MetricGoal.Maximize },
});
using var optimizer = optim.AdamW(model.parameters(), lr: 1e-3).Track(run);
var scheduler = optim.lr_scheduler.OneCycleLR(optimizer, max_lr: 1e-2, epochs: 12, steps_per_epoch: 44);
var stopping = new EarlyStopping("loss{test}") { Patience = 4 };
checkpoint?.Restore(run, model, optimizer, scheduler, schedulerSteps: checkpoint.Step);

foreach (var epoch in run.Epochs(12, new EpochOptions { EarlyStopping = stopping }))
{
    model.train();
    foreach (var (x, y) in run.Batches(data.Batches(32, seed: epoch.Number)))
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        var loss = criterion.forward(model.forward(x), y).LogTo(run, "loss", "train");
        loss.backward();
        optimizer.step();
        scheduler.step();
    }

    model.eval();
    using (NewDisposeScope())
    using (no_grad())
    {
        var output = model.forward(data.TestX);
        criterion.forward(output, data.TestY).LogTo(run, "loss", "test");
        epoch.Log("accuracy", output.argmax(1).eq(data.TestY).to_type(ScalarType.Float32).mean().item<float>(), "test");
    }
}

client.FindCheckpoint(run.Id, CheckpointChoice.Best)?.RestoreModel(model);
var table = Confusion.Of(model, data);
run.LogText(table, "evaluation/confusion.txt");
var report = await run.FinishAsync();

Console.WriteLine($"\nConfusion matrix of the best checkpoint (rows: what it is, columns: what was said)\n{table}");
Console.WriteLine(Curve.Of("accuracy{test}", await client.Reader.ReadPointsAsync(run.Id, new MetricKey("accuracy", "test"))));
Console.WriteLine($"{report.Delivered:N0} records stored. Look at the run:\n  modeltracking show {run.Id}");
return report.IsComplete ? 0 : 1;
