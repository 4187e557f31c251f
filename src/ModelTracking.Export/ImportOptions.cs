namespace ModelTracking.Export;

/// <summary>How a table becomes runs.</summary>
public sealed class ImportOptions
{
    /// <summary>The experiment of runs whose row does not name one. Default: the file's name.</summary>
    public string? Experiment { get; set; }

    /// <summary>
    /// Columns without a prefix that are metrics, with <c>*</c> for any text; the others are params. Default: in a table with a step column
    /// all numbers, else none.
    /// </summary>
    public IReadOnlyList<string> Metrics { get; set; } = [];
}
