using ModelTracking.Reading.Comparing;

namespace ModelTracking.Dashboard.Json;

/// <summary>Comparisons as the client takes them.</summary>
internal static class ComparisonMapping
{
    private const int MaxRows = 2000;
    private const int MaxFiles = 200;
    private const int MaxLines = 2000;

    public static ComparisonDto Of(RunComparison comparison) => new(
        [.. comparison.Runs.Select(r => r.Id.ToString())],
        comparison.BaselineIndex,
        [.. comparison.Sections.Select(Of)],
        [.. comparison.CodeDifferences.Take(MaxFiles).Select(c => new CodeDifferenceDto(c.Run.ToString(), c.Path, [.. c.Lines.Take(MaxLines)], c.Lines.Count))],
        comparison.Notes);

    // Rows that differ come first into what is shown; where there is room for all, their order stays.
    private static ComparisonSectionDto Of(ComparisonSection section)
    {
        IEnumerable<ComparisonRow> rows = section.Rows.Count <= MaxRows ? section.Rows : section.Rows.OrderByDescending(r => r.Differs).Take(MaxRows);
        return new ComparisonSectionDto(section.Part.ToString(), [.. rows.Select(Of)], section.Rows.Count);
    }

    private static ComparisonRowDto Of(ComparisonRow row) => new(row.Name, row.Goal.ToString(), row.Differs, [.. row.Values.Select(Of)]);

    private static ComparedValueDto? Of(ComparedValue value) =>
        value.IsMissing ? null : new ComparedValueDto(value.Text, value.Number, value.Delta, value.Relative, value.IsBetter);
}
