using Microsoft.ML;
using ModelTracking.MLNet.Tests.Shared;
using ModelTracking.Versioning;

namespace ModelTracking.MLNet.Tests.Models;

/// <summary>ML.NET models in commits.</summary>
public sealed class CommitTests
{
    [Fact]
    public void A_committed_model_predicts_what_it_did_before()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var data = Data.Binary(ml);
        var model = ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 5).Fit(data);
        var commit = test.Client.Repository("tumor").Commit("first", c => c.Model("classifier", model, data.Schema));

        using var bytes = new MemoryStream();
        using (var content = commit.Open("classifier/model.zip"))
        {
            content.CopyTo(bytes);
        }

        bytes.Position = 0;
        Assert.Equal(Predictions.Digest(model, data), Predictions.Digest(new MLContext().Model.Load(bytes, out _), data));
        Assert.Equal("\"mlnet\"", commit.Tree.Find(TreePart.Model, "classifier:flavour")!.ToString());
        Assert.Contains("Features:Vector<Single, 30>", commit.Tree.Find(TreePart.Model, "classifier:signature")!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_models_are_compared_by_the_entries_of_their_files()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var data = Data.Binary(ml);
        var repository = test.Client.Repository("tumor");
        var before = repository.Commit("five", c => c.Model("classifier", ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 5).Fit(data), data.Schema));
        var after = repository.Commit("six", c => c.Model("classifier", ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 6).Fit(data), data.Schema));
        var diff = repository.Diff(before, after);
        var lines = diff.Details(Assert.Single(diff.Changes));
        Assert.Contains(lines, l => l.StartsWith("~ ", StringComparison.Ordinal) && l.Contains("Model.key", StringComparison.Ordinal));
        Assert.Matches(@"^[1-9]\d* of \d+ unchanged$", lines[^1]);
    }

    [Fact]
    public void Two_ONNX_models_are_compared_by_their_initialisers_and_nodes()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var data = Data.Binary(ml);
        test.Run.LogOnnxModel(ml, ml.BinaryClassification.Trainers.SdcaLogisticRegression(maximumNumberOfIterations: 1).Fit(data), data, "one");
        test.Run.LogOnnxModel(ml, ml.BinaryClassification.Trainers.SdcaLogisticRegression(maximumNumberOfIterations: 9).Fit(data), data, "nine");
        var repository = test.Client.Repository("tumor");
        var before = repository.Commit("one", c => c.Model("m", test.Run, "one/model.onnx"));
        var after = repository.Commit("nine", c => c.Model("m", test.Run, "nine/model.onnx"));
        var diff = repository.Diff(before, after);
        var lines = diff.Details(Assert.Single(diff.Changes));
        Assert.Contains(lines, l => l.StartsWith("~ ", StringComparison.Ordinal));
        Assert.Matches(@"^[1-9]\d* of \d+ unchanged$", lines[^1]);
    }
}
