namespace ModelTracking.Reading.Comparing;

/// <summary>All rows about one part of the runs.</summary>
/// <param name="Part">The part.</param>
/// <param name="Rows">Its rows, those in which the runs agree included.</param>
public sealed record ComparisonSection(ComparedPart Part, IReadOnlyList<ComparisonRow> Rows)
{
    /// <summary>The rows in which runs differ.</summary>
    public IEnumerable<ComparisonRow> Differences => Rows.Where(r => r.Differs);
}
