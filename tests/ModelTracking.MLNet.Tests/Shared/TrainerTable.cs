using System.Reflection;
using System.Text;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using ModelTracking.Records;

namespace ModelTracking.MLNet.Tests.Shared;

/// <summary>What is captured of each trainer, found by training it.</summary>
internal static class TrainerTable
{
    private static readonly string[] NotCurves = ["training.seconds", "training.trainer_seconds", "training.rows", "training.best_iteration", "training.stopped_iteration", "training.best_score", "training.selected_weights"];

    public static string Markdown()
    {
        var text = new StringBuilder("| trainer | task | hyperparameters | of these chosen by itself | curve, live |\n| --- | --- | ---: | --- | --- |\n");
        foreach (var trainer in Trainers.All)
        {
            using var test = new TestRun();
            var ml = new MLContext(seed: 1);
            trainer.Make(ml).Track(test.Run).Fit(trainer.Load(ml));
            var summary = test.Summary();
            var own = summary.Params.Where(p => p.Key.StartsWith("training.", StringComparison.Ordinal) && !p.Key.StartsWith("training.inner.", StringComparison.Ordinal) && char.IsUpper(p.Key["training.".Length])).ToArray();
            var inner = summary.Params.Count(p => p.Key.StartsWith("training.inner.", StringComparison.Ordinal) && char.IsUpper(p.Key["training.inner.".Length]));
            var chosen = Chosen(trainer.Make(ml), own);
            var curves = summary.Metrics.Where(m => m.Count > 1 && !NotCurves.Contains(m.Key)).Select(m => m.Key).Distinct().Select(k => $"`{k}`");
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {trainer.Name} | {trainer.Task} | {own.Length}{(inner > 0 ? $" + {inner} of the inner trainer" : "")} | {string.Join(", ", chosen)} | {string.Join(", ", curves)} |\n");
        }

        return text.ToString();
    }

    /// <summary>Names of all trainers in the three packages, as their classes say.</summary>
    public static IReadOnlyList<string> TrainersOfMLNet() =>
    [
        .. new[] { typeof(SdcaRegressionTrainer), typeof(KMeansTrainer), typeof(RandomizedPcaTrainer), typeof(MLContext), typeof(FastTreeBinaryTrainer), typeof(LightGbmBinaryTrainer), typeof(Microsoft.ML.Transforms.MissingValueReplacingEstimator) }
            .Select(t => t.Assembly).Distinct()
            .SelectMany(a => a.GetExportedTypes())
            .Where(t => !t.IsAbstract && t.IsClass && t.Name.EndsWith("Trainer", StringComparison.Ordinal) && t.GetInterfaces().Any(i => i.Name.StartsWith("IEstimator`", StringComparison.Ordinal)))
            .Select(t => t.Name[..^"Trainer".Length])
            .Order(StringComparer.Ordinal),
    ];

    public static object? HostOf(object trainer)
    {
        for (var type = trainer.GetType(); type is not null; type = type.BaseType)
        {
            if (type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).FirstOrDefault(f => f.FieldType == typeof(IHost)) is { } field)
            {
                return field.GetValue(trainer);
            }
        }

        return null;
    }

    private static IEnumerable<string> Chosen(object trainer, ParamEntry[] logged)
    {
        var open = MLNet.Training.Hyperparameters.Of(trainer).Where(p => p.Value is null).Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        return logged.Where(p => p.Value.Kind is not ParamKind.Null && open.Contains(p.Key["training.".Length..])).Select(p => p.Key["training.".Length..]);
    }
}
