using Microsoft.ML;
using Microsoft.ML.Data;

namespace ModelTracking.MLNet.Evaluation;

/// <summary>Reads label and score of each row; a row whose score is not a number is left out.</summary>
internal static class ScoredRows
{
    public static (double[] Scores, bool[] IsPositive) Read(IDataView scored, string label, string score)
    {
        var labels = scored.Schema[label];
        var scores = scored.Schema[score];
        if (scores.Type != NumberDataViewType.Single)
        {
            throw new ArgumentException($"column '{score}' holds {scores.Type}, and a curve needs one number per row");
        }

        var (found, positive) = (new List<double>(), new List<bool>());
        using var cursor = scored.GetRowCursor([labels, scores]);
        var isPositive = LabelReader(cursor, labels);
        var read = cursor.GetGetter<float>(scores);
        float value = 0;
        while (cursor.MoveNext())
        {
            read(ref value);
            if (!float.IsNaN(value))
            {
                found.Add(value);
                positive.Add(isPositive());
            }
        }

        return ([.. found], [.. positive]);
    }

    private static Func<bool> LabelReader(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type == BooleanDataViewType.Instance)
        {
            var read = row.GetGetter<bool>(column);
            var value = false;
            return () =>
            {
                read(ref value);
                return value;
            };
        }

        if (column.Type == NumberDataViewType.Single)
        {
            // Anomaly detection has its labels as numbers.
            var read = row.GetGetter<float>(column);
            float value = 0;
            return () =>
            {
                read(ref value);
                return value > 0;
            };
        }

        throw new ArgumentException($"column '{column.Name}' holds {column.Type}, and a curve needs true or false");
    }
}
