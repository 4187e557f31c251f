using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using ModelTracking;
using ModelTracking.Records;

namespace MLNet.Classification;

/// <summary>One nested run for each trainer; the parent says which was the best.</summary>
public static class Comparison
{
    private const int Features = 30;

    /// <summary>Trains all three and returns their runs, the best first.</summary>
    public static async Task<IReadOnlyList<RunId>> TrainAsync(TrackingClient client, string file, TextWriter output)
    {
        var ml = new MLContext(seed: 7);
        var data = ml.Data.LoadFromTextFile(file, [new TextLoader.Column("Features", DataKind.Single, 0, Features - 1), new TextLoader.Column("Label", DataKind.Boolean, Features)], separatorChar: ',', hasHeader: true);
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.25, seed: 7);
        var trainers = new (string Name, IEstimator<ITransformer> Trainer)[]
        {
            ("fasttree", ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options { NumberOfTrees = 60, TestFrequency = 1 })),
            ("lightgbm", ml.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options { NumberOfIterations = 100, Verbose = true })),
            ("sdca", ml.BinaryClassification.Trainers.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options { NumberOfThreads = 1 })),
        };

        await using var comparison = client.StartRun("breast-cancer", new RunOptions { Name = "comparison" });
        var results = new List<(RunId Run, string Name, double Auc, ITransformer Model)>();
        foreach (var (name, trainer) in trainers)
        {
            await using var run = client.StartRun(comparison, new RunOptions { Name = name });
            using var tracking = ml.Track(run);
            var pipeline = ml.Transforms.NormalizeMinMax("Features").AppendCacheCheckpoint(ml).Append(trainer);
            var model = pipeline.Track(run).Fit(split.TrainSet);
            var scored = model.Transform(split.TestSet);
            var metrics = ml.BinaryClassification.Evaluate(scored).LogTo(run, "test");
            scored.LogCurvesTo(run, context: "test");
            results.Add((run.Id, name, metrics.AreaUnderRocCurve, model));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-10} AUC {metrics.AreaUnderRocCurve:0.0000}  accuracy {metrics.Accuracy:0.0000}"));
        }

        var ranked = results.OrderByDescending(r => r.Auc).ToList();
        comparison.SetTag("best", ranked[0].Name);
        comparison.LogModel(ml, ranked[0].Model, data.Schema, "model", new ModelLogOptions { InputExample = data });
        comparison.LogFeatureImportance(ranked[0].Model, split.TestSet, new FeatureImportanceOptions { Permutations = 1 });
        output.WriteLine($"The best is {ranked[0].Name}; its model is kept with the run {comparison.Id.ToString()[..8]}.");
        return [.. ranked.Select(r => r.Run)];
    }
}
