using System.Reflection;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using ModelTracking.MLNet.Datasets;
using ModelTracking.MLNet.Training;

namespace ModelTracking.MLNet.Models;

/// <summary>
/// Logs what was learnt as a JSON artifact <c>training/model.json</c> of kind <c>model-summary</c>: bias and weights of a
/// linear model, trees, leaves and gains of an ensemble, centroids of a clustering.
/// </summary>
internal static class ModelSummary
{
    private const int MaxFeatures = 10_000;

    public static void Log(FitScope scope, ITransformer model, DataViewSchema input, string prefix)
    {
        if (scope.Fit > 1 || ModelParts.Predictor(model) is not { } predictor)
        {
            return;
        }

        var learnt = ModelParts.Uncalibrated(predictor.Model);
        var names = FeatureNames(model, input, predictor.FeatureColumnName);
        var path = prefix == "training" ? "training/model.json" : $"training/model-{prefix["training.".Length..]}.json";
        scope.Run.LogArtifact(Json.Object(json => Write(json, learnt, names)), path, new ArtifactOptions { Kind = "model-summary" });
    }

    /// <summary>Names of the features a model was trained on; null where the data has none.</summary>
    public static IReadOnlyList<string>? FeatureNames(ITransformer model, DataViewSchema input, string? column) =>
        column is not null && model.GetOutputSchema(input).GetColumnOrNull(column) is { } features ? SchemaJson.SlotsOf(features) : null;

    private static void Write(Utf8JsonWriter json, object learnt, IReadOnlyList<string>? names)
    {
        json.WriteString("model", learnt.GetType().Name);
        switch (learnt)
        {
            case LinearModelParameters linear:
                json.Number("bias", linear.Bias);
                Features(json, "weights", linear.Weights, names);
                break;
            case MaximumEntropyModelParameters softmax:
                VBuffer<float>[] perClass = [];
                softmax.GetWeights(ref perClass, out var classes);
                Rows(json, "weights", perClass.Take(classes));
                break;
            case KMeansModelParameters clusters:
                VBuffer<float>[] centroids = [];
                clusters.GetClusterCentroids(ref centroids, out var count);
                Rows(json, "centroids", centroids.Take(count));
                break;
            default:
                Trees(json, learnt, names);
                break;
        }
    }

    private static void Trees(Utf8JsonWriter json, object learnt, IReadOnlyList<string>? names)
    {
        if (ModelParts.Trees(learnt) is { } ensemble)
        {
            json.WriteNumber("trees", ensemble.Trees);
            json.WriteNumber("leaves", ensemble.Leaves);
        }

        // Public on tree ensembles, whose package is not referenced here; the gains stand relative to the greatest.
        var weigh = learnt.GetType().GetMethod("GetFeatureWeights", BindingFlags.Instance | BindingFlags.Public, [typeof(VBuffer<float>).MakeByRefType()]);
        if (weigh is not null)
        {
            object?[] arguments = [default(VBuffer<float>)];
            weigh.Invoke(learnt, arguments);
            Features(json, "gains", [.. ((VBuffer<float>)arguments[0]!).DenseValues()], names);
        }
    }

    private static void Features(Utf8JsonWriter json, string property, IReadOnlyList<float> values, IReadOnlyList<string>? names)
    {
        json.WriteStartArray(property);
        for (var i = 0; i < Math.Min(values.Count, MaxFeatures); i++)
        {
            json.WriteStartObject();
            json.WriteString("name", names is not null && i < names.Count ? names[i] : $"f{i}");
            json.Number("value", values[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Rows(Utf8JsonWriter json, string property, IEnumerable<VBuffer<float>> rows)
    {
        json.WriteStartArray(property);
        foreach (var row in rows)
        {
            json.WriteStartArray();
            foreach (var value in row.DenseValues().Take(MaxFeatures))
            {
                json.NumberValue(value);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
