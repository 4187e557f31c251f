using ModelTracking.Records;

namespace ModelTracking;

/// <summary>What may be said about a run at its start.</summary>
public sealed class RunOptions
{
    /// <summary>Its readable name. Default: a made-up one, such as <c>brave-otter-417</c>.</summary>
    public string? Name { get; set; }

    /// <summary>Free text. Default: none.</summary>
    public string? Description { get; set; }

    /// <summary>The run it is nested in. Default: none.</summary>
    public RunId? ParentId { get; set; }

    /// <summary>Tags to set at once. Default: none.</summary>
    public IDictionary<string, string> Tags { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Its identity; several processes that give the same one write into one run. Default: the environment variable
    /// <c>MODELTRACKING_RUN_ID</c> for a run that is not nested, else a new one.
    /// </summary>
    public RunId? Id { get; set; }

    /// <summary>A context added to every metric of this process, for example <c>rank=3</c>. Default: none.</summary>
    public MetricContext Context { get; set; }
}
