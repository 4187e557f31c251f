namespace ModelTracking.MLNet.Evaluation;

/// <summary>A curve with the area under it; the area is that of all points, the points may be thinned out.</summary>
internal sealed record RankCurve(IReadOnlyList<RankPoint> Points, double Area)
{
    private const int MaxPoints = 1000;

    /// <summary>Logs it as <c>{"points":[{"x":0,"y":0,"threshold":1}],"area":0.9}</c>, at most 1,000 points, the ends kept.</summary>
    public void Log(Run run, string path, string kind) => run.LogArtifact(
        Json.Object(json =>
        {
            json.WriteStartArray("points");
            foreach (var point in Thinned())
            {
                json.WriteStartObject();
                json.Number("x", point.X);
                json.Number("y", point.Y);
                json.Number("threshold", point.Threshold);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.Number("area", Area);
        }),
        path,
        new ArtifactOptions { Kind = kind });

    private IEnumerable<RankPoint> Thinned() => Points.Count <= MaxPoints
        ? Points
        : Enumerable.Range(0, MaxPoints).Select(i => Points[(int)((long)i * (Points.Count - 1) / (MaxPoints - 1))]);
}
