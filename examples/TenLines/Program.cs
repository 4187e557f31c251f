using ModelTracking;

await using var client = TrackingClient.Open("./mltrack");
await using var run = client.StartRun("iris", new RunOptions { Name = "sdca" });
run.LogParam("l2", 0.1f);
var loss = run.Metric("loss");
for (var step = 0; step < 1000; step++)
{
    loss.Log(1.0 / (step + 1), step);
}

run.LogText("weights: 0.1, 0.2", "model.txt");
