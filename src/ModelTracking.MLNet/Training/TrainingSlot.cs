namespace ModelTracking.MLNet.Training;

/// <summary>The keys of one trainer in one configuration. Thread-safe.</summary>
/// <param name="prefix">Prefix of its params, for example <c>training.2</c>.</param>
internal sealed class TrainingSlot(string prefix)
{
    private int _fits;

    public string Prefix { get; } = prefix;

    /// <summary>Counts a fit: 1 for the first.</summary>
    public int NextFit() => Interlocked.Increment(ref _fits);
}
