namespace ModelTracking.Versioning;

/// <summary>How to merge.</summary>
public sealed class MergeOptions
{
    /// <summary>Settles conflicts. Default: null, nobody does: nothing is written and the result names them.</summary>
    public Func<MergeConflict, Resolution>? OnConflict { get; set; }

    /// <summary>Only says what would be done. Default: false.</summary>
    public bool DryRun { get; set; }

    /// <summary>Makes a merge commit even where the branch could simply move on. Default: false.</summary>
    public bool NoFastForward { get; set; }

    /// <summary>The commit's message. Default: null, one that names both sides.</summary>
    public string? Message { get; set; }
}
