using Microsoft.ML;
using Microsoft.ML.Data;

namespace ModelTracking.MLNet.Tests.Shared;

/// <summary>The data sets the tests train on: real ones read from the examples' files, and a small made one for ranking.</summary>
internal static class Data
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "data");

    /// <summary>Breast cancer: true is benign. Normalised, as linear trainers want it.</summary>
    public static IDataView Binary(MLContext ml, bool cached = true)
    {
        var view = ml.Data.LoadFromTextFile(Path.Combine(Folder, "breast_cancer.csv"), [new TextLoader.Column("Features", DataKind.Single, 0, 29), new TextLoader.Column("Label", DataKind.Boolean, 30)], ',', hasHeader: true);
        return Normalized(ml, view, cached);
    }

    /// <summary>Iris with the class as a key.</summary>
    public static IDataView Multiclass(MLContext ml, bool cached = true)
    {
        var view = ml.Data.LoadFromTextFile(Path.Combine(Folder, "iris.csv"), [new TextLoader.Column("Features", DataKind.Single, 0, 3), new TextLoader.Column("Class", DataKind.Single, 4)], ',', hasHeader: true);
        return Normalized(ml, ml.Transforms.Conversion.MapValueToKey("Label", "Class").Fit(view).Transform(view), cached);
    }

    /// <summary>Iris: the class as a number to be predicted.</summary>
    public static IDataView Regression(MLContext ml) => Normalized(
        ml,
        ml.Data.LoadFromTextFile(Path.Combine(Folder, "iris.csv"), [new TextLoader.Column("Features", DataKind.Single, 0, 3), new TextLoader.Column("Label", DataKind.Single, 4)], ',', hasHeader: true),
        cached: true);

    /// <summary>40 made queries of 10 documents; the relevance follows the first feature, and chance.</summary>
    public static IDataView Ranking(MLContext ml)
    {
        var random = new Random(7);
        var rows = Enumerable.Range(0, 400).Select(i =>
        {
            var features = Enumerable.Range(0, 5).Select(_ => (float)random.NextDouble()).ToArray();
            return new RankedRow { GroupId = (uint)(i / 10), Features = features, Label = (float)Math.Floor((features[0] * 3) + (random.NextDouble() * 1.99)) };
        }).ToArray();
        var view = ml.Data.LoadFromEnumerable(rows, SchemaDefinition.Create(typeof(RankedRow)));
        return ml.Transforms.Conversion.MapValueToKey("GroupId").Append(ml.Transforms.Conversion.MapValueToKey("Label", keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue)).Fit(view).Transform(view);
    }

    private static IDataView Normalized(MLContext ml, IDataView view, bool cached)
    {
        var normal = ml.Transforms.NormalizeMinMax("Features").Fit(view).Transform(view);
        return cached ? ml.Data.Cache(normal) : normal;
    }

    private sealed class RankedRow
    {
        public uint GroupId { get; set; }

        public float Label { get; set; }

        [VectorType(5)]
        public float[] Features { get; set; } = [];
    }
}
