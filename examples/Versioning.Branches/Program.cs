// Two branches of a training: compared, merged, registered, promoted through a gate, and rolled back.
using Microsoft.ML;
using ModelTracking;
using ModelTracking.Records;
using ModelTracking.Versioning;
using Versioning.Branches;

await using var client = TrackingClient.Open(args is [var store] ? store : null);
var repo = client.Repository("tumor");
var data = Path.Combine(AppContext.BaseDirectory, "data", "breast_cancer.csv");
var training = new TumorTraining(new MLContext(seed: 7), data);

// The first model, on main: a short training. A second one learns more slowly.
TrainAndCommit("a first try", Repository.DefaultBranch, new() { ["epochs"] = 1, ["learning_rate"] = 0.001f });
var first = TrainAndCommit("lower learning rate", Repository.DefaultBranch, new() { ["epochs"] = 1, ["learning_rate"] = 0.0005f });

// A colleague's branch trains longer; main gets another rate and a note meanwhile.
repo.Branch("longer");
TrainAndCommit("train for 30 epochs", "longer", new() { ["epochs"] = 30, ["learning_rate"] = 0.05f });
repo.Commit("say what it is for, and try a rate", c => c.Set("purpose", "screening").Set("train.learning_rate", 0.002f));

Console.WriteLine("== main against longer");
Console.Write(repo.Diff("main", "longer").ToText());

// Both changed the learning rate: dry, the merge says so; the branch that was measured wins.
var dry = repo.Merge("longer", into: "main", dryRun: true);
Console.WriteLine($"\n== dry run: {string.Join("; ", dry.Conflicts)}");
var merge = repo.Merge("longer", into: "main", onConflict: _ => Resolution.Theirs);
repo.Tag("paper-v1", merge.Commit);
Console.WriteLine($"== merge: {merge.Status}, {merge.Conflicts.Count} conflicts -> {merge.Commit}");

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
foreach (var commit in repo.Log())
{
    Console.WriteLine($"{commit.ShortId} {commit.Message}");
}

Commit TrainAndCommit(string message, string branch, Dictionary<string, object?> options)
{
    using var run = client.StartRun("tumor");
    run.LogParams(options);
    var accuracy = run.Metric("accuracy", goal: MetricGoal.Maximize);
    var model = training.Train((int)options["epochs"]!, (float)options["learning_rate"]!, accuracy);
    return repo.Branch(branch).Commit(message, c => c
        .Config("train", options).Code().Dataset("train", data).Environment().Model("classifier", model, training.Schema).From(run));
}
