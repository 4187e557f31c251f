using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using ModelTracking;
using ModelTracking.Records;

namespace Search.Compare;

/// <summary>Real trainings to search: three trainers with several seeds each, tracked by the ML.NET adapter.</summary>
internal static class Trainings
{
    private const int Features = 30;

    public static async Task RunAsync(TrackingClient client, string file, int seeds)
    {
        for (var seed = 1; seed <= seeds; seed++)
        {
            var ml = new MLContext(seed);
            var data = ml.Data.LoadFromTextFile(file, [new TextLoader.Column("Features", DataKind.Single, 0, Features - 1), new TextLoader.Column("Label", DataKind.Boolean, Features)], separatorChar: ',', hasHeader: true);
            var split = ml.Data.TrainTestSplit(data, testFraction: 0.25, seed: seed);
            foreach (var (name, trainer) in Trainers(ml))
            {
                await using var run = client.StartRun("breast-cancer", new RunOptions { Name = $"{name}-{seed}" });
                using var tracking = ml.Track(run);
                run.LogParam("model", name);
                run.LogParam("seed", seed);
                run.LogDataset("breast_cancer", file);
                var model = ml.Transforms.NormalizeMinMax("Features").AppendCacheCheckpoint(ml).Append(trainer).Track(run).Fit(split.TrainSet);
                var metrics = ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).LogTo(run, "test");
                run.Metric("accuracy", goal: MetricGoal.Maximize).Log(metrics.Accuracy);
                run.Metric("auc", goal: MetricGoal.Maximize).Log(metrics.AreaUnderRocCurve);
            }
        }
    }

    private static (string Name, IEstimator<ITransformer> Trainer)[] Trainers(MLContext ml) =>
    [
        ("sdca", ml.BinaryClassification.Trainers.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options { NumberOfThreads = 1, MaximumNumberOfIterations = 30 })),
        ("fasttree", ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options { NumberOfTrees = 40, TestFrequency = 1 })),
        ("lbfgs", ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options { L2Regularization = 2f })),
    ];
}
