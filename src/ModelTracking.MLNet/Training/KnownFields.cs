namespace ModelTracking.MLNet.Training;

/// <summary>
/// Hyperparameters that a trainer keeps in fields of its own, under the names its public options class gives them:
/// KMeans, FieldAwareFactorizationMachine, RandomizedPca and calibrated linear trainers keep no options object.
/// </summary>
internal static class KnownFields
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["_k"] = "NumberOfClusters",
        ["_maxIterations"] = "MaximumNumberOfIterations",
        ["_convergenceThreshold"] = "OptimizationTolerance",
        ["_accelMemBudgetMb"] = "AccelerationMemoryBudgetMb",
        ["_initAlgorithm"] = "InitializationAlgorithm",
        ["_numThreads"] = "NumberOfThreads",
        ["_featureColumn"] = "FeatureColumnName",
        ["_latentDim"] = "LatentDimension",
        ["_lambdaLinear"] = "LambdaLinear",
        ["_lambdaLatent"] = "LambdaLatent",
        ["_learningRate"] = "LearningRate",
        ["_numIterations"] = "NumberOfIterations",
        ["_norm"] = "NormalizeFeatures",
        ["_shuffle"] = "Shuffle",
        ["_verbose"] = "Verbose",
        ["_radius"] = "Radius",
        ["_rank"] = "Rank",
        ["_oversampling"] = "Oversampling",
        ["_ensureZeroMean"] = "EnsureZeroMean",
        ["_seed"] = "Seed",
        ["_labelColumnName"] = "LabelColumnName",
        ["_weightColumnName"] = "ExampleWeightColumnName",
    };

    public static string? NameOf(string field) => Names.GetValueOrDefault(field);
}
