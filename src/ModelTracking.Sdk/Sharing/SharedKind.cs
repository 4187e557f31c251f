namespace ModelTracking.Sharing;

/// <summary>What people keep in a store besides runs and models.</summary>
public enum SharedKind
{
    /// <summary>A page of the dashboard as somebody has set it up: query, columns, order, groups, charts. Its content is the page's address.</summary>
    View,

    /// <summary>A text with charts and tables of runs in it. Its content is Markdown.</summary>
    Report,
}
