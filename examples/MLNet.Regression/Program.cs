// Predicts the progression of diabetes: a cross-validation, then a model on all of the training data.
using MLNet.Regression;
using ModelTracking;

await using var client = TrackingClient.Open(args.Length > 0 ? args[0] : null);
var id = await Progression.TrainAsync(client, Path.Combine(AppContext.BaseDirectory, "data"), Console.Out);
Console.WriteLine("Show all of it:");
Console.WriteLine($"  modeltracking show {id.ToString()[..8]}");
