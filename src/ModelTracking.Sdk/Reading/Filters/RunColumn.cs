namespace ModelTracking.Reading.Filters;

/// <summary>A column of a table of runs.</summary>
/// <param name="Value">What stands in it.</param>
/// <param name="Name">Its heading, by which filter and order may name it.</param>
public sealed record RunColumn(RunValue Value, string Name)
{
    /// <summary>A column headed by its own text.</summary>
    public RunColumn(RunValue value)
        : this(value, (value ?? throw new ArgumentNullException(nameof(value))).ToString())
    {
    }

    /// <summary>Reads columns such as <c>run_name, metrics.f1 / params.cost AS value</c>.</summary>
    /// <exception cref="FilterException">The text is no list of columns.</exception>
    public static IReadOnlyList<RunColumn> ParseList(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new FilterParser(text).ParseColumns();
    }

    /// <summary>The column as text.</summary>
    public override string ToString() => Name == Value.ToString() ? Name : $"{Value} AS {FilterPrinter.Key(Name)}";
}
