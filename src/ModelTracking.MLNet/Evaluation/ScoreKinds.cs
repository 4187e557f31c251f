using Microsoft.ML;
using Microsoft.ML.Data;

namespace ModelTracking.MLNet.Evaluation;

/// <summary>What a score column is for, as ML.NET notes it on the column.</summary>
internal static class ScoreKinds
{
    public const string Binary = "BinaryClassification";
    public const string Multiclass = "MulticlassClassification";
    public const string Regression = "Regression";
    public const string Ranking = "Ranking";

    /// <summary>The kind of the last score column; empty where there is none.</summary>
    public static string Of(DataViewSchema schema)
    {
        foreach (var column in schema.Reverse())
        {
            if (column.Annotations.Schema.GetColumnOrNull("ScoreColumnKind") is { Type: TextDataViewType })
            {
                ReadOnlyMemory<char> kind = default;
                column.Annotations.GetValue("ScoreColumnKind", ref kind);
                return kind.ToString();
            }
        }

        return "";
    }
}
