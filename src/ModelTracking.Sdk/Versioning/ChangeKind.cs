namespace ModelTracking.Versioning;

/// <summary>What became of an element.</summary>
public enum ChangeKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It is another one.</summary>
    Changed,
}
