// Compares three trainers on the breast cancer data, keeps the best one's model, and shows how to compare the runs.
using MLNet.Classification;
using ModelTracking;

await using var client = TrackingClient.Open(args.Length > 0 ? args[0] : null);
var runs = await Comparison.TrainAsync(client, Path.Combine(AppContext.BaseDirectory, "data", "breast_cancer.csv"), Console.Out);
Console.WriteLine("Compare them:");
Console.WriteLine($"  modeltracking compare {string.Join(' ', runs.Select(r => r.ToString()[..8]))}");
