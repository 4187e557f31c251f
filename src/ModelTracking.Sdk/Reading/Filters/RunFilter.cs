namespace ModelTracking.Reading.Filters;

/// <summary>
/// A condition on runs: parsed from text, built in C# (see <see cref="Field"/>) or translated from LINQ. Immutable;
/// equal trees are equal; <see cref="ToString"/> gives text that parses back to the same tree.
/// </summary>
/// <remarks>
/// Logic is three-valued as in SQL: a comparison with something that a run does not have is unknown, not false, and a
/// run matches only where the whole condition is true. So <c>params.lr != 1</c> leaves out runs without <c>lr</c>; ask
/// for them with <c>IS NULL</c>.
/// </remarks>
public abstract record RunFilter
{
    private protected RunFilter()
    {
    }

    /// <summary>Both.</summary>
    public static RunFilter operator &(RunFilter left, RunFilter right) => new AndFilter(left, right);

    /// <summary>At least one.</summary>
    public static RunFilter operator |(RunFilter left, RunFilter right) => new OrFilter(left, right);

    /// <summary>The opposite.</summary>
    public static RunFilter operator !(RunFilter filter) => new NotFilter(filter);

    /// <summary>See the operator.</summary>
    public static RunFilter BitwiseAnd(RunFilter left, RunFilter right) => left & right;

    /// <summary>See the operator.</summary>
    public static RunFilter BitwiseOr(RunFilter left, RunFilter right) => left | right;

    /// <summary>See the operator.</summary>
    public static RunFilter LogicalNot(RunFilter filter) => !filter;

    /// <summary>Reads a condition such as <c>metrics.accuracy &gt; 0.9 AND params.lr IN (0.01, 0.1)</c>.</summary>
    /// <exception cref="FilterException">The text is no condition; says where, what was expected and, for a misspelt word, what was probably meant.</exception>
    public static RunFilter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new FilterParser(text).ParseFilter();
    }

    /// <summary>The condition as text.</summary>
    public sealed override string ToString() => FilterPrinter.Print(this);
}
