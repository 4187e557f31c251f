namespace ModelTracking.Benchmarks.Macro;

/// <summary>
/// How much more one thing costs than another, from pairs that were measured one after the other: the mean of the ratios without the
/// greatest and the smallest fifth, which are the machine's doing, and its standard error (by the winsorised variance).
/// </summary>
internal sealed class PairedRatios
{
    private const double Trimmed = 0.2;
    private readonly List<double> _logs = [];

    public int Count => _logs.Count;

    public double More => (Math.Exp(Kept().Average()) - 1) * 100;

    public double Error
    {
        get
        {
            if (_logs.Count < 5)
            {
                return double.PositiveInfinity;
            }

            var kept = Kept();
            var (low, high) = (kept[0], kept[^1]);
            var winsorised = _logs.Select(l => Math.Clamp(l, low, high)).ToArray();
            var mean = winsorised.Average();
            var deviation = Math.Sqrt(winsorised.Sum(l => (l - mean) * (l - mean)) / (winsorised.Length - 1));
            return deviation / ((1 - (2 * Trimmed)) * Math.Sqrt(_logs.Count)) * 100;
        }
    }

    public void Add(double with, double without) => _logs.Add(Math.Log(with / without));

    private double[] Kept()
    {
        var cut = (int)(_logs.Count * Trimmed);
        return [.. _logs.Order().Skip(cut).Take(_logs.Count - (2 * cut))];
    }
}
