namespace ModelTracking.Records;

/// <summary>Compares the columns of data with what a model takes.</summary>
internal static class SignatureCheck
{
    public static IReadOnlyList<string> Of(IReadOnlyList<ColumnSpec> inputs, IEnumerable<ColumnSpec> columns)
    {
        var given = new Dictionary<string, ColumnSpec>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            given[column.Name] = column;
        }

        return [.. inputs.Select(i => Problem(i, given.GetValueOrDefault(i.Name), given.Keys)).OfType<string>()];
    }

    private static string? Problem(ColumnSpec input, ColumnSpec? column, IEnumerable<string> names)
    {
        if (column is null)
        {
            var alike = names.FirstOrDefault(n => n.Equals(input.Name, StringComparison.OrdinalIgnoreCase));
            return !input.IsRequired ? null : $"Column '{input.Name}' ({Describe(input)}) is missing{(alike is null ? "" : $"; there is '{alike}'")}.";
        }

        if (!input.Type.Equals(column.Type, StringComparison.OrdinalIgnoreCase) || !Fits(input.Shape, column.Shape))
        {
            return $"Column '{input.Name}' is {Describe(column)}; the model takes {Describe(input)}.";
        }

        return input.IsRequired && !column.IsRequired ? $"Column '{input.Name}' may have no value; the model takes none without." : null;
    }

    // A size of -1 goes with any.
    private static bool Fits(IReadOnlyList<long>? wanted, IReadOnlyList<long>? given) =>
        (wanted?.Count ?? 0) == (given?.Count ?? 0) && (wanted ?? []).Zip(given ?? []).All(p => p.First == p.Second || p.First < 0 || p.Second < 0);

    private static string Describe(ColumnSpec column) => column.Shape is { } shape ? $"{column.Type}[{string.Join(", ", shape)}]" : column.Type;
}
