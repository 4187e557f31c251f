namespace ModelTracking.Versioning;

/// <summary>One element of a commit: the smallest thing that is compared and merged. Immutable, equal by value.</summary>
public abstract record TreeElement
{
    private protected TreeElement()
    {
    }

    /// <summary>The element in one short line, for people.</summary>
    public abstract string Describe();

    /// <inheritdoc />
    public sealed override string ToString() => Describe();
}
