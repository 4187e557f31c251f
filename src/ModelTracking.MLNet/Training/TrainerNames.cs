using Microsoft.ML;

namespace ModelTracking.MLNet.Training;

/// <summary>Tells trainers from other estimators and gives both their short names.</summary>
internal static class TrainerNames
{
    /// <summary>True for what learns a model: FastTree, SDCA, OneVersusAll, ...</summary>
    public static bool IsTrainer(object estimator) => estimator.GetType().GetInterfaces().Any(i =>
        i.Name.StartsWith("ITrainer", StringComparison.Ordinal) && i.Namespace?.StartsWith("Microsoft.ML", StringComparison.Ordinal) == true);

    /// <summary><c>FastTreeBinaryTrainer</c> is <c>FastTreeBinary</c>, <c>NormalizingEstimator</c> is <c>Normalizing</c>: the names AutoML uses.</summary>
    public static string Of(object estimator) => Trim(estimator.GetType().Name);

    /// <summary>See <see cref="Of"/>.</summary>
    public static string Trim(string name)
    {
        var generic = name.IndexOf('`', StringComparison.Ordinal);
        name = generic < 0 ? name : name[..generic];
        foreach (var ending in (string[])["Trainer", "Estimator"])
        {
            if (name.Length > ending.Length && name.EndsWith(ending, StringComparison.Ordinal))
            {
                return name[..^ending.Length];
            }
        }

        return name;
    }

    /// <summary>The estimator seen as one, whatever it makes.</summary>
    public static IEstimator<ITransformer>? AsEstimator(object? value) => value as IEstimator<ITransformer>;
}
