using System.Globalization;

namespace ModelTracking.Reading.Filters;

/// <summary>A whole query: <c>[SELECT columns WHERE] condition [ORDER BY values] [LIMIT n]</c>; every part may be left out.</summary>
public sealed record RunSearch
{
    /// <summary>Which runs; null for all.</summary>
    public RunFilter? Filter { get; init; }

    /// <summary>In which order; empty for newest first.</summary>
    public IReadOnlyList<RunOrder> OrderBy { get; init; } = [];

    /// <summary>What to show of each run; empty for what the caller thinks best.</summary>
    public IReadOnlyList<RunColumn> Columns { get; init; } = [];

    /// <summary>How many runs at most; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Reads a query. Blank text asks for all runs.</summary>
    /// <param name="text">The query.</param>
    /// <param name="columns">Columns whose names the query may use besides its own. Default: none.</param>
    /// <exception cref="FilterException">The text is no query; says where, what was expected and, for a misspelt word, what was probably meant.</exception>
    public static RunSearch Parse(string text, IReadOnlyList<RunColumn>? columns = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new FilterParser(text).ParseSearch(columns ?? []);
    }

    /// <inheritdoc />
    public bool Equals(RunSearch? other) => other is not null && Filter == other.Filter && Limit == other.Limit
        && OrderBy.SequenceEqual(other.OrderBy) && Columns.SequenceEqual(other.Columns);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Filter, OrderBy.Count, Columns.Count, Limit);

    /// <summary>The query as text that parses back to the same query.</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        if (Columns.Count > 0)
        {
            parts.Add($"SELECT {string.Join(", ", Columns)}");
        }

        if (Filter is not null)
        {
            parts.Add(Columns.Count > 0 ? $"WHERE {Filter}" : Filter.ToString());
        }

        if (OrderBy.Count > 0)
        {
            parts.Add($"ORDER BY {string.Join(", ", OrderBy)}");
        }

        if (Limit is { } limit)
        {
            parts.Add($"LIMIT {limit.ToString(CultureInfo.InvariantCulture)}");
        }

        return string.Join(' ', parts);
    }
}
