// Imports TensorBoard event files: those of a training on handwritten digits, written by TorchSharp, or a folder of your own.
using ModelTracking;
using ModelTracking.Capture;

var folder = args is [var given] ? given : Path.Combine(AppContext.BaseDirectory, "data", "tensorboard");

// Nothing of this program belongs to what another one trained.
await using var client = TrackingClient.Open(new TrackingOptions { Capture = CaptureOptions.Off() });
var report = await client.ImportTensorBoardAsync(folder);
foreach (var problem in report.Problems)
{
    Console.Error.WriteLine(problem);
}

Console.WriteLine($"{report.Points} points and {report.Artifacts} artifacts imported into {report.Runs.Count} runs; {report.UpToDate} were up to date.");
foreach (var run in report.Runs)
{
    Console.WriteLine($"  modeltracking show {run}");
}

return report.Problems.Count == 0 ? 0 : 1;
