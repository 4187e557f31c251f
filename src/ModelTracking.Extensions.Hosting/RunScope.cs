namespace ModelTracking;

/// <summary>
/// What the run of a scope is to be. Ask the scope for it and set it before the first service asks for the <see cref="Run"/>. Not
/// thread-safe.
/// </summary>
public sealed class RunScope
{
    /// <summary>The run's experiment. Default: see <see cref="TrackingOptions.Experiment"/>.</summary>
    public string? Experiment { get; set; }

    /// <summary>Name, tags, parent and so on. Default: none.</summary>
    public RunOptions Options { get; set; } = new();

    internal Run Start(TrackingClient client) => client.StartRun(Experiment, Options);
}
