using System.Runtime.CompilerServices;
using ModelTracking.Reading;

namespace ModelTracking.Dashboard.Api;

/// <summary>Which columns of a table say nothing, because all of its runs have the same in them. Thread-safe.</summary>
internal static class ConstantColumns
{
    // A table is kept for as long as somebody scrolls through it.
    private static readonly ConditionalWeakTable<RunTable, IReadOnlyList<string>> Known = [];

    /// <summary>The names of those columns; of a table of one run, none.</summary>
    /// <param name="table">The table.</param>
    /// <param name="from">Columns that are passed over.</param>
    public static IReadOnlyList<string> Of(RunTable table, int from) => Known.GetValue(table, t => Find(t, from));

    private static string[] Find(RunTable table, int from)
    {
        if (table.Rows.Count < 2)
        {
            return [];
        }

        var first = table.Rows[0];
        return [.. Enumerable.Range(from, table.Columns.Count - from).Where(k => table.Rows.All(r => AreSame(first[k], r[k]))).Select(k => table.Columns[k].Name)];
    }

    private static bool AreSame(object? a, object? b) =>
        a is IEnumerable<string> many && b is IEnumerable<string> others ? many.SequenceEqual(others) : Equals(a, b);
}
