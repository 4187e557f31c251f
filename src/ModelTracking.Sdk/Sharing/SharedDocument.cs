namespace ModelTracking.Sharing;

/// <summary>A view or report that is kept in a store, as one of its versions has it. Immutable.</summary>
/// <param name="Id">Its identity, for ever: eight hexadecimal digits.</param>
/// <param name="Kind">View or report.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Content">A view's address, a report's Markdown.</param>
/// <param name="Owner">Who made it.</param>
/// <param name="Created">When (UTC).</param>
public sealed record SharedDocument(string Id, SharedKind Kind, string Name, string Content, string Owner, DateTimeOffset Created)
{
    /// <summary>Whether it is for its owner alone. The dashboard sees to it; who can read the store's folder can read it. Default: false.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>The experiment that a report is about, whose readers may see it; empty for all of them. A view says in its address what it shows. Default: empty.</summary>
    public string Experiment { get; init; } = "";

    /// <summary>How often it was changed, from 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>When this version was made (UTC).</summary>
    public DateTimeOffset Changed { get; init; } = Created;

    /// <summary>Who made this version.</summary>
    public string ChangedBy { get; init; } = Owner;
}
