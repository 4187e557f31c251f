namespace ModelTracking.MLNet.Evaluation;

/// <summary>ROC and precision-recall curve of scored rows: one point per different score, area over all of them.</summary>
internal static class RankCurves
{
    public static (RankCurve Roc, RankCurve PrecisionRecall) Of((float Score, bool IsPositive)[] rows)
    {
        double positives = rows.Count(r => r.IsPositive);
        var negatives = rows.Length - positives;
        var roc = new List<RankPoint> { new(0, 0, double.PositiveInfinity) };
        var precision = new List<RankPoint>();
        double hits = 0, misses = 0, rocArea = 0, precisionArea = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            _ = rows[i].IsPositive ? hits++ : misses++;
            if (i + 1 < rows.Length && rows[i + 1].Score == rows[i].Score)
            {
                continue;
            }

            var point = new RankPoint(Share(misses, negatives), Share(hits, positives), rows[i].Score);
            rocArea += (point.X - roc[^1].X) * (point.Y + roc[^1].Y) / 2;
            roc.Add(point);

            // Average precision: steps, not lines between points, which would flatter.
            var at = new RankPoint(Share(hits, positives), hits / (hits + misses), rows[i].Score);
            precisionArea += (at.X - (precision.Count == 0 ? 0 : precision[^1].X)) * at.Y;
            precision.Add(at);
        }

        return (new RankCurve(roc, rocArea), new RankCurve(precision, precisionArea));
    }

    private static double Share(double part, double whole) => whole == 0 ? 0 : part / whole;
}
