using Microsoft.ML;
using ModelTracking.MLNet.Private;

namespace ModelTracking.MLNet.Training;

/// <summary>
/// What an estimator is made of: trainers (also those inside others, as in OneVersusAll) and the other estimators, in
/// the order they run. Chains keep their parts private, so parts are found as fields that hold estimators, which covers
/// nested chains and wrappers as well.
/// </summary>
internal sealed class EstimatorTree
{
    private const int MaxDepth = 16;
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    private EstimatorTree()
    {
    }

    /// <summary>The trainers with the trainer they sit in, outer ones first.</summary>
    public List<(object Trainer, object? Outer)> Trainers { get; } = [];

    /// <summary>Names of the estimators that are no trainers.</summary>
    public List<string> Transformers { get; } = [];

    public static EstimatorTree Of(object estimator)
    {
        var tree = new EstimatorTree();
        tree.Walk(estimator, null, 0);
        return tree;
    }

    private void Walk(object estimator, object? outer, int depth)
    {
        if (depth > MaxDepth || !_seen.Add(estimator))
        {
            return;
        }

        if (estimator is ITrackedEstimator tracked)
        {
            Walk(tracked.InnerEstimator, outer, depth + 1);
            return;
        }

        var isTrainer = TrainerNames.IsTrainer(estimator);
        if (isTrainer)
        {
            Trainers.Add((estimator, outer));
            outer = estimator;
        }

        var isGroup = false;
        foreach (var part in Parts(estimator))
        {
            isGroup = true;
            Walk(part, outer, depth + 1);
        }

        if (!isTrainer && !isGroup)
        {
            Transformers.Add(TrainerNames.Of(estimator));
        }
    }

    private static IEnumerable<object> Parts(object estimator)
    {
        foreach (var field in PrivateMembers.Fields(estimator.GetType()))
        {
            // The last one of a chain stands in its list too; _seen keeps it from counting twice.
            if (field.FieldType.IsPrimitive || field.FieldType == typeof(string))
            {
                continue;
            }

            switch (PrivateMembers.Read(field, estimator))
            {
                case IEstimator<ITransformer> part:
                    yield return part;
                    break;
                case IEnumerable<IEstimator<ITransformer>> parts:
                    foreach (var part in parts)
                    {
                        yield return part;
                    }

                    break;
            }
        }
    }
}
