using System.Globalization;

namespace ModelTracking.Export;

/// <summary>
/// Texts in CSV that a spreadsheet would take for a formula, and run. They get an apostrophe, which spreadsheets take for the mark of a text;
/// it is taken away again when the table is imported, so that nothing is lost on the way. Thread-safe.
/// </summary>
public static class CsvText
{
    private const char Apostrophe = '\'';

    // The last four are the wide forms, which some spreadsheets read as the others.
    private const string Starts = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>A text as it is written, before it is quoted.</summary>
    /// <param name="text">Any text that is no number.</param>
    public static string Mark(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsFormula(text) || IsMarked(text) ? Apostrophe + text : text;
    }

    /// <summary>A text as it was before it was marked.</summary>
    /// <param name="text">A cell, without its quotes.</param>
    public static string Unmark(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsMarked(text) ? text[1..] : text;
    }

    private static bool IsFormula(string text) =>
        text.Length > 0 && Starts.Contains(text[0], StringComparison.Ordinal) && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static bool IsMarked(string text) => text is [Apostrophe, ..] && IsFormula(text.TrimStart(Apostrophe));
}
