using Microsoft.ML;
using Microsoft.ML.Data;

namespace Quickstart;

/// <summary>The breast cancer data set: 30 measures of cell nuclei, and whether the tumour is benign.</summary>
internal static class TumorData
{
    private const int Features = 30;

    public static IDataView Load(MLContext ml, string file) => ml.Data.LoadFromTextFile(
        file,
        [
            new TextLoader.Column("Features", DataKind.Single, 0, Features - 1),
            new TextLoader.Column("Label", DataKind.Boolean, Features),
        ],
        separatorChar: ',',
        hasHeader: true);

    /// <summary>Mean hinge loss of scored rows: how far, on average, a row is from being right by a margin of 1.</summary>
    public static double HingeLoss(MLContext ml, IDataView scored) =>
        ml.Data.CreateEnumerable<Row>(scored, reuseRowObject: true).Average(r => Math.Max(0, 1 - (r.Label ? r.Score : -r.Score)));

    private sealed class Row
    {
        public bool Label { get; set; }

        public float Score { get; set; }
    }
}
