using System.Reflection;
using TorchSharp;
using TorchSharp.Modules;

namespace ModelTracking.Training;

/// <summary>Logs an optimizer's type and the hyperparameters of each of its groups as params.</summary>
internal static class OptimizerParams
{
    public static void Log(TorchSession session, torch.optim.Optimizer optimizer, string name)
    {
        if (!session.IsMain)
        {
            return;
        }

        session.Run.LogParam(name, optimizer.GetType().Name);
        var groups = optimizer.ParamGroups.ToArray();
        for (var i = 0; i < groups.Length; i++)
        {
            var prefix = groups.Length == 1 ? name : $"{name}.group{i}";
            foreach (var (key, value) in Of(groups[i]))
            {
                session.Run.LogParam($"{prefix}.{key}", value);
            }
        }
    }

    private static IEnumerable<(string Key, object? Value)> Of(torch.optim.ILearningRateController group)
    {
        // A scheduler made before this may have moved the rate already; where it began is what the user chose.
        yield return ("lr", group.InitialLearningRate > 0 ? group.InitialLearningRate : group.LearningRate);
        if (group is not ParamGroup { Options: { } options })
        {
            yield break;
        }

        foreach (var field in options.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public).OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            if (field.GetValue(options) is { } value and (IConvertible or string))
            {
                yield return (field.Name, value);
            }
        }
    }
}
