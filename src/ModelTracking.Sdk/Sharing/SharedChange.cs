namespace ModelTracking.Sharing;

/// <summary>What to change of a view or report; what is null stays as it is.</summary>
public sealed class SharedChange
{
    /// <summary>Another name. Default: null.</summary>
    public string? Name { get; set; }

    /// <summary>Another content. Default: null.</summary>
    public string? Content { get; set; }

    /// <summary>Another experiment that it is about; empty for all. Default: null.</summary>
    public string? Experiment { get; set; }

    /// <summary>Whether it is for its owner alone from now on. Default: null.</summary>
    public bool? IsPrivate { get; set; }

    /// <summary>The version that the change was made from: where somebody else has made a newer one, it is refused. Default: null, any.</summary>
    public int? Of { get; set; }
}
