using System.Globalization;
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
    private static readonly Lazy<Row[]> Rows = new(() => [.. Trainers.All.Select(Train)]);
    private static readonly string[] NotCurves = ["training.seconds", "training.trainer_seconds", "training.rows", "training.best_iteration", "training.stopped_iteration", "training.best_score", "training.selected_weights"];

    /// <summary>One row a trainer, for the README.</summary>
    public static string Markdown()
    {
        var text = new StringBuilder("| trainer | task | hyperparameters | of these chosen by itself | curve, live |\n| --- | --- | ---: | --- | --- |\n");
        foreach (var trainer in Rows.Value)
        {
            var inner = trainer.Inner.Length > 0 ? $" + {trainer.Inner.Length} of the inner trainer" : "";
            text.Append(CultureInfo.InvariantCulture, $"| {trainer.Name} | {trainer.Task} | {trainer.Own.Length}{inner} | {string.Join(", ", trainer.Chosen)} | {string.Join(", ", trainer.Curves.Select(c => $"`{c}`"))} |\n");
        }

        return text.ToString();
    }

    /// <summary>The names of all hyperparameters, for the list beside the README.</summary>
    public static string List()
    {
        var text = new StringBuilder("# Hyperparameters that are logged of each trainer\n\nAs params `training.NAME`. Found by training each; a test keeps this list.\n");
        foreach (var trainer in Rows.Value)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n**{trainer.Name}** ({trainer.Own.Length}): {(trainer.Own.Length == 0 ? "it takes none" : string.Join(", ", trainer.Own))}\n");
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

    private static Row Train(TrainerCase trainer)
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        trainer.Make(ml).Track(test.Run).Fit(trainer.Load(ml));
        var summary = test.Summary();
        var own = Under(summary, "training.");
        var open = MLNet.Training.Hyperparameters.Of(trainer.Make(ml)).Where(p => p.Value is null).Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        return new Row(
            trainer.Name,
            trainer.Task,
            [.. own.Select(p => p.Name)],
            [.. Under(summary, "training.inner.").Select(p => p.Name)],
            [.. own.Where(p => p.Value.Kind is not ParamKind.Null && open.Contains(p.Name)).Select(p => p.Name)],
            [.. summary.Metrics.Where(m => m.Count > 1 && double.IsFinite(m.Last) && !NotCurves.Contains(m.Key)).Select(m => m.Key).Distinct()]);
    }

    private static (string Name, ParamValue Value)[] Under(RunSummary summary, string prefix) =>
    [
        .. summary.Params.Where(p => p.Key.StartsWith(prefix, StringComparison.Ordinal) && char.IsUpper(p.Key[prefix.Length])).Select(p => (p.Key[prefix.Length..], p.Value)),
    ];

    private sealed record Row(string Name, string Task, string[] Own, string[] Inner, string[] Chosen, string[] Curves);
}
