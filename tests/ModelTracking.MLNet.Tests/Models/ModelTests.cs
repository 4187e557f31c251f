using Microsoft.ML;
using ModelTracking.MLNet.Tests.Shared;

namespace ModelTracking.MLNet.Tests.Models;

public sealed class ModelTests
{
    [Fact]
    public void A_logged_model_predicts_what_it_did_before()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var data = Data.Binary(ml);
        var model = ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 5).Fit(data);

        test.Run.LogModel(ml, model, data.Schema, "model", new ModelLogOptions { InputExample = data, InputExampleRows = 3 });

        var loaded = new MLContext().Model.Load(new MemoryStream(test.Bytes("model/model.zip")), out var schema);
        Assert.Equal(Predictions.Digest(model, data), Predictions.Digest(loaded, data));
        Assert.NotNull(schema.GetColumnOrNull("Features"));
    }

    [Fact]
    public void A_logged_model_says_what_goes_in_and_what_comes_out()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var data = Data.Binary(ml);
        test.Run.LogModel(ml, ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 5).Fit(data), data.Schema, "model", new ModelLogOptions { InputExample = data, InputExampleRows = 3 });

        var signature = test.Json("model/signature.json");
        var inputs = signature.GetProperty("inputs").EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!);
        var outputs = signature.GetProperty("outputs").EnumerateArray().Select(c => c.GetProperty("name").GetString()).ToArray();
        Assert.Equal("boolean", inputs["Label"].GetProperty("type").GetString());
        Assert.Equal(30, inputs["Features"].GetProperty("shape")[0].GetInt32());
        Assert.Contains("Probability", outputs);
        Assert.Equal("mlnet", test.Summary().Tags["model.model.flavor"]);
        var logged = Assert.Single(test.Summary().Models);
        Assert.Equal(("model", "mlnet", "model", "model/input_example.json"), (logged.Name, logged.Flavor, logged.Path, logged.InputExample));
        Assert.Equal([30], logged.Inputs.Single(c => c.Name == "Features").Shape);
        Assert.Contains(logged.Outputs, c => c is { Name: "Probability", Type: "float", Shape: null });
        Assert.Equal(3, test.Json("model/input_example.json").GetProperty("data").GetArrayLength());
    }

    [Fact]
    public void New_data_is_checked_against_a_logged_model_which_needs_no_label()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var data = Data.Binary(ml);
        test.Run.LogModel(ml, ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 5).Fit(data), data.Schema);
        var model = Assert.Single(test.Summary().Models);

        Assert.Empty(model.CheckInput(ml.Transforms.DropColumns("Label").Fit(data).Transform(data).Schema));
        Assert.Equal("Column 'Features' (float[30]) is missing.", Assert.Single(model.CheckInput(ml.Transforms.DropColumns("Features").Fit(data).Transform(data).Schema)));
    }

    [Fact]
    public void An_onnx_model_is_stored_beside_the_zip()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var data = Data.Binary(ml);

        test.Run.LogOnnxModel(ml, ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 5).Fit(data), data);

        Assert.True(test.Bytes("model/model.onnx").AsSpan().IndexOf("TreeEnsembleClassifier"u8) > 0 || test.Bytes("model/model.onnx").AsSpan().IndexOf("TreeEnsembleRegressor"u8) > 0);
        Assert.Equal("model/model.onnx", test.Summary().Tags["model.model.onnx"]);
    }

    [Fact]
    public void What_is_logged_between_two_trainings_does_not_change_the_second()
    {
        string Train(Action<MLContext, ITransformer, IDataView> between)
        {
            var ml = new MLContext(seed: 1);
            var data = Data.Binary(ml);
            between(ml, ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 3).Fit(data), data);
            return Predictions.Digest(ml.BinaryClassification.Trainers.SgdCalibrated(new() { NumberOfThreads = 1 }).Fit(data), data);
        }

        using var test = new TestRun();
        var tracked = Train((ml, model, data) =>
        {
            test.Run.LogModel(ml, model, data.Schema, "model", new ModelLogOptions { InputExample = data });
            test.Run.LogOnnxModel(ml, model, data);
            test.Run.LogDataset(data, "train");
            test.Run.LogFeatureImportance(model, data, new FeatureImportanceOptions { Permutations = 1 });
            model.Transform(data).LogCurvesTo(test.Run);
        });

        Assert.Equal(Train((_, _, _) => { }), tracked);
        Assert.Equal(8, test.Summary().Artifacts.Count);
    }

    [Theory]
    [InlineData("FastTreeBinary", "roc_auc")]
    [InlineData("LbfgsMaximumEntropyMulticlass", "accuracy_score")]
    [InlineData("FastTreeRegression", "r2_score")]
    [InlineData("FastTreeRanking", "ndcg")]
    public void Feature_importance_lists_the_features_by_what_they_are_worth(string trainer, string metric)
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var data = Trainers.Get(trainer).Load(ml);
        var chain = ml.Transforms.NormalizeMinMax("Features").Append(Trainers.Get(trainer).Make(ml));

        test.Run.LogFeatureImportance(chain.Fit(data), data, new FeatureImportanceOptions { Permutations = 2 });

        var json = test.Json("evaluation/feature_importance.json");
        var means = json.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("value").GetDouble()).ToArray();
        Assert.Equal($"permutation (2), change of {metric}", json.GetProperty("method").GetString());
        Assert.True(means[0] < 0, "shuffling the best feature makes it worse");
        Assert.Equal(means.OrderByDescending(Math.Abs), means);
        if (trainer == "FastTreeRanking")
        {
            Assert.Equal("f0", json.GetProperty("features")[0].GetProperty("name").GetString());
        }
    }

    [Fact]
    public void The_summary_of_a_linear_model_holds_its_weights()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var model = ml.BinaryClassification.Trainers.LbfgsLogisticRegression().Track(test.Run).Fit(Data.Binary(ml));

        Assert.Equal("training/model.json", test.Summary().Artifacts.Single(a => a.Kind == "model-summary").Path);
        var weights = test.Json("training/model.json").GetProperty("weights").EnumerateArray().Select(w => w.GetProperty("value").GetSingle());
        Assert.NotNull(model);
        Assert.Equal(30, weights.Count());
        Assert.Contains(weights, w => w != 0);
    }

    [Fact]
    public void The_summary_of_a_tree_ensemble_holds_trees_leaves_and_gains_by_feature_name()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromTextFile(Path.Combine(Data.Folder, "breast_cancer.csv"), [new("Radius", Microsoft.ML.Data.DataKind.Single, 0), new("Texture", Microsoft.ML.Data.DataKind.Single, 1), new("Label", Microsoft.ML.Data.DataKind.Boolean, 30)], ',', hasHeader: true);
        ml.Transforms.Concatenate("Features", "Radius", "Texture").Append(ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 5, numberOfLeaves: 4)).Track(test.Run).Fit(data);

        var json = test.Json("training/model.json");
        Assert.Equal(5, json.GetProperty("trees").GetInt32());
        Assert.Equal(20, json.GetProperty("leaves").GetInt32());
        Assert.Equal(["Radius", "Texture"], json.GetProperty("gains").EnumerateArray().Select(g => g.GetProperty("name").GetString()));
    }
}
