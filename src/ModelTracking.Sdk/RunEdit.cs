namespace ModelTracking;

/// <summary>What to change of a run that was logged already; what is null stays as it is. See <see cref="TrackingClient.EditRunAsync"/>.</summary>
public sealed class RunEdit
{
    /// <summary>A new name. Default: null.</summary>
    public string? Name { get; set; }

    /// <summary>The run's description, in Markdown; an empty text removes it. Default: null.</summary>
    public string? Note { get; set; }

    /// <summary>The experiment to move it to. Default: null.</summary>
    public string? Experiment { get; set; }

    /// <summary>Stars it, or takes the star back. Default: null.</summary>
    public bool? Starred { get; set; }

    /// <summary>Puts it away or takes it back; a run that is put away is not listed, but found by queries. Default: null.</summary>
    public bool? Archived { get; set; }

    /// <summary>Tags to set; null as value removes one. Default: none.</summary>
    public IDictionary<string, string?> Tags { get; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Who edits, for the history. Default: the user of this process.</summary>
    public string? By { get; set; }
}
