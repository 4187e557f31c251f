using Microsoft.ML;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;

namespace ModelTracking.MLNet.Tests.Shared;

/// <summary>Every trainer of Microsoft.ML, FastTree and LightGbm.</summary>
internal static class Trainers
{
    public static IReadOnlyList<TrainerCase> All { get; } =
    [
        Binary("AveragedPerceptron", ml => ml.BinaryClassification.Trainers.AveragedPerceptron()),
        Binary("FastForestBinary", ml => ml.BinaryClassification.Trainers.FastForest(new FastForestBinaryTrainer.Options { NumberOfTrees = 20 })),
        Binary("FastTreeBinary", ml => ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options { NumberOfTrees = 20 })),
        Binary("FieldAwareFactorizationMachine", ml => ml.BinaryClassification.Trainers.FieldAwareFactorizationMachine()),
        Binary("GamBinary", ml => ml.BinaryClassification.Trainers.Gam(numberOfIterations: 50)),
        Binary("LbfgsLogisticRegressionBinary", ml => ml.BinaryClassification.Trainers.LbfgsLogisticRegression()),
        Binary("LdSvm", ml => ml.BinaryClassification.Trainers.LdSvm(numberOfIterations: 500)),
        Binary("LightGbmBinary", ml => ml.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options { NumberOfIterations = 150, NumberOfThreads = 1, Deterministic = true, Seed = 1 })),
        Binary("LinearSvm", ml => ml.BinaryClassification.Trainers.LinearSvm()),
        Binary("Prior", ml => ml.BinaryClassification.Trainers.Prior()),
        Binary("SdcaLogisticRegressionBinary", ml => ml.BinaryClassification.Trainers.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options { NumberOfThreads = 1 })),
        Binary("SdcaNonCalibratedBinary", ml => ml.BinaryClassification.Trainers.SdcaNonCalibrated(new SdcaNonCalibratedBinaryTrainer.Options { NumberOfThreads = 1 })),
        Binary("SgdCalibrated", ml => ml.BinaryClassification.Trainers.SgdCalibrated(new SgdCalibratedTrainer.Options { NumberOfThreads = 1 })),
        Binary("SgdNonCalibrated", ml => ml.BinaryClassification.Trainers.SgdNonCalibrated(new SgdNonCalibratedTrainer.Options { NumberOfThreads = 1 })),

        Multiclass("LbfgsMaximumEntropyMulticlass", ml => ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy()),
        Multiclass("LightGbmMulticlass", ml => ml.MulticlassClassification.Trainers.LightGbm(new LightGbmMulticlassTrainer.Options { NumberOfIterations = 100, NumberOfThreads = 1, Deterministic = true, Seed = 1 })),
        Multiclass("NaiveBayesMulticlass", ml => ml.MulticlassClassification.Trainers.NaiveBayes()),
        Multiclass("OneVersusAll", ml => ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options { NumberOfThreads = 1 }))),
        Multiclass("PairwiseCoupling", ml => ml.MulticlassClassification.Trainers.PairwiseCoupling(ml.BinaryClassification.Trainers.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options { NumberOfThreads = 1 }))),
        Multiclass("SdcaMaximumEntropyMulticlass", ml => ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(new SdcaMaximumEntropyMulticlassTrainer.Options { NumberOfThreads = 1 })),
        Multiclass("SdcaNonCalibratedMulticlass", ml => ml.MulticlassClassification.Trainers.SdcaNonCalibrated(new SdcaNonCalibratedMulticlassTrainer.Options { NumberOfThreads = 1 })),

        Regression("FastForestRegression", ml => ml.Regression.Trainers.FastForest(new FastForestRegressionTrainer.Options { NumberOfTrees = 20 })),
        Regression("FastTreeRegression", ml => ml.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options { NumberOfTrees = 20 })),
        Regression("FastTreeTweedie", ml => ml.Regression.Trainers.FastTreeTweedie(new FastTreeTweedieTrainer.Options { NumberOfTrees = 20 })),
        Regression("GamRegression", ml => ml.Regression.Trainers.Gam(numberOfIterations: 50)),
        Regression("LbfgsPoissonRegression", ml => ml.Regression.Trainers.LbfgsPoissonRegression()),
        Regression("LightGbmRegression", ml => ml.Regression.Trainers.LightGbm(new LightGbmRegressionTrainer.Options { NumberOfIterations = 100, NumberOfThreads = 1, Deterministic = true, Seed = 1 })),
        Regression("OnlineGradientDescent", ml => ml.Regression.Trainers.OnlineGradientDescent()),
        Regression("SdcaRegression", ml => ml.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options { NumberOfThreads = 1 })),

        new("FastTreeRanking", "ranking", ml => ml.Ranking.Trainers.FastTree(new FastTreeRankingTrainer.Options { NumberOfTrees = 20, RowGroupColumnName = "GroupId" }), Data.Ranking),
        new("LightGbmRanking", "ranking", ml => ml.Ranking.Trainers.LightGbm(new LightGbmRankingTrainer.Options { NumberOfIterations = 200, NumberOfThreads = 1, Deterministic = true, Seed = 1, RowGroupColumnName = "GroupId" }), Data.Ranking),
        new("KMeans", "clustering", ml => ml.Clustering.Trainers.KMeans(new KMeansTrainer.Options { NumberOfClusters = 3, NumberOfThreads = 1 }), ml => Data.Multiclass(ml)),
        new("RandomizedPca", "anomaly detection", ml => ml.AnomalyDetection.Trainers.RandomizedPca(rank: 3), ml => Data.Binary(ml)),
    ];

    /// <summary>The names, for theories.</summary>
    public static TheoryData<string> Names { get; } = [.. All.Select(t => t.Name)];

    public static TrainerCase Get(string name) => All.Single(t => t.Name == name);

    private static TrainerCase Binary(string name, Func<MLContext, IEstimator<ITransformer>> make) => new(name, "binary", make, ml => Data.Binary(ml));

    private static TrainerCase Multiclass(string name, Func<MLContext, IEstimator<ITransformer>> make) => new(name, "multiclass", make, ml => Data.Multiclass(ml));

    private static TrainerCase Regression(string name, Func<MLContext, IEstimator<ITransformer>> make) => new(name, "regression", make, ml => Data.Regression(ml));
}
