using System.Collections;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Calibrators;

namespace ModelTracking.MLNet.Models;

/// <summary>Finds what was learnt inside a fitted transformer, through public members alone.</summary>
internal static class ModelParts
{
    /// <summary>The transformers of a chain and of the chains inside it, in order.</summary>
    public static IEnumerable<ITransformer> Flatten(ITransformer model)
    {
        // TransformerChain<T> is enumerable for every T; a chain's part may be a chain.
        if (model is not IEnumerable<ITransformer> chain)
        {
            return [model];
        }

        return chain.SelectMany(Flatten);
    }

    /// <summary>The last part that predicts; null where there is none.</summary>
    public static ISingleFeaturePredictionTransformer<object>? Predictor(ITransformer model) =>
        Flatten(model).OfType<ISingleFeaturePredictionTransformer<object>>().LastOrDefault();

    /// <summary>A calibrated model's own model; any other as it is.</summary>
    public static object Uncalibrated(object model) =>
        model is CalibratedModelParametersBase calibrated ? Property(calibrated, "SubModel") ?? model : model;

    /// <summary>A public property's value; null where there is none. FastTree and LightGBM are not referenced here.</summary>
    public static object? Property(object target, string name)
    {
        var property = target.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public).FirstOrDefault(p => p.Name == name && p.GetIndexParameters().Length == 0);
        return property?.GetValue(target);
    }

    /// <summary>Number of trees and of leaves of a tree ensemble; null for another model.</summary>
    public static (int Trees, int Leaves)? Trees(object model)
    {
        if (Property(model, "TrainedTreeEnsemble") is not { } ensemble || Property(ensemble, "Trees") is not IEnumerable trees)
        {
            return null;
        }

        var all = trees.Cast<object>().ToArray();
        return (all.Length, all.Sum(t => Property(t, "NumberOfLeaves") as int? ?? 0));
    }
}
