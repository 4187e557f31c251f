namespace ModelTracking.Training;

/// <summary>One logged tensor's series, and its mean since the epoch began. Not thread-safe.</summary>
internal sealed class ScalarEntry(MetricSeries series)
{
    private double _sum;
    private long _count;
    private bool _evaluation;

    public MetricSeries Series { get; } = series;

    public string Name { get; } = series.Key.ToString();

    public bool LastWasFinite { get; set; } = true;

    /// <summary>Whether the tensors of this key lie on a GPU; asked of the first one, because each question is a native call.</summary>
    public bool? IsRemote { get; set; }

    /// <summary>Whether they have one element.</summary>
    public bool IsSingle { get; set; } = true;

    public void Count(double value, bool isTraining)
    {
        _sum += value;
        _count++;
        _evaluation = !isTraining;
    }

    public bool TakeMean(out double mean, out bool wasEvaluation)
    {
        mean = _sum / _count;
        wasEvaluation = _evaluation;
        var any = _count > 0;
        _sum = 0;
        _count = 0;
        return any;
    }
}
