// Two branches of a training: compared, merged, registered, promoted through a gate, and rolled back.
using Microsoft.ML;
using ModelTracking;
using ModelTracking.Records;
using ModelTracking.Versioning;
using Versioning.Branches;

await using var client = TrackingClient.Open(args is [var store] ? store : null);
var repository = client.Repository("tumor");
var training = new TumorTraining(new MLContext(seed: 7), Path.Combine(AppContext.BaseDirectory, "data", "breast_cancer.csv"));

// The first model, on main: a short training.
var first = TrainAndCommit("a first try", "main", epochs: 1, learningRate: 0.001f);

// A colleague's branch trains longer; main gets a note meanwhile. The two changes do not touch each other.
var longer = repository.Branch("longer");
TrainAndCommit("train for 30 epochs", longer.Name, epochs: 30, learningRate: 0.05f);
repository.Commit("say what it is for", c => c.Set("purpose", "screening"));

Console.WriteLine("== main against longer");
Console.Write(repository.Diff("main", "longer").ToText());

var merge = repository.Merge("longer");
Console.WriteLine($"\n== merge: {merge.Status}, {merge.Conflicts.Count} conflicts -> {merge.Commit}");

// Versions in the registry. A champion needs another pair of eyes, and must not be worse than the one before.
client.Models.Register("tumor-classifier", first, alias: "champion");
var model = client.Models.Model("tumor-classifier");
model.Protect("champion", new PromotionRule { Approvals = 1, FourEyes = true, Metric = "accuracy", NotWorseThanPresent = true });

var candidate = client.Models.Register("tumor-classifier", merge.Commit!, description: "30 epochs");
Console.WriteLine($"\n== {candidate} may not become champion yet: {string.Join("; ", candidate.CheckPromotion("champion"))}");
candidate.Approve("the confusion matrix looks right", by: "grace");
candidate.Promote("champion", "better on the test set");
Console.WriteLine($"champion is {model.Alias("champion")}");

// The model that is champion, read back and used.
using (var file = client.Models.Get("tumor-classifier@champion").Open("model.zip"))
{
    Console.WriteLine($"accuracy of the file that was registered: {training.Evaluate(file):0.0000}");
}

model.Rollback("champion", "the clinic reports odd cases");
Console.WriteLine($"champion is {model.Alias("champion")} again\n\n== history");
foreach (var entry in model.History())
{
    Console.WriteLine($"{entry.Number}. {entry.ToString()[(entry.ToString().IndexOf(' ') + 1)..]}");
}

Console.WriteLine("\n== log");
foreach (var commit in repository.Log())
{
    Console.WriteLine($"{commit.ShortId} {commit.Message}");
}

Commit TrainAndCommit(string message, string branch, int epochs, float learningRate)
{
    using var run = client.StartRun("tumor");
    run.LogParams(new Dictionary<string, object?> { ["epochs"] = epochs, ["learning_rate"] = learningRate });
    var accuracy = run.Metric("accuracy", goal: MetricGoal.Maximize);
    var save = training.Train(epochs, learningRate, accuracy);
    return repository.Commit(
        message,
        c => c.From(run).Dataset("tumors", training.File, new DatasetPartOptions { Source = "data/breast_cancer.csv" }).Model("classifier", "model.zip", save, new ModelPartOptions { Flavour = "mlnet" }),
        branch);
}
