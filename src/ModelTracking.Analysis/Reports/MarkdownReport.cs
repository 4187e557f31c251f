using System.Globalization;
using System.Text;
using ModelTracking.Reading.Comparing;

namespace ModelTracking.Analysis.Reports;

/// <summary>Writes a comparison as Markdown that fits a pull-request comment: tables of what differs, long parts folded away.</summary>
public static class MarkdownReport
{
    /// <summary>Longest report, in characters: what GitHub takes of a comment, less some room for the caller's own words.</summary>
    public const int MaxLength = 60_000;

    private const int LongestCell = 80;
    private const int MostOpenRows = 20;

    /// <summary>Writes the report.</summary>
    /// <param name="comparison">The runs side by side.</param>
    /// <param name="gates">What gates say of the runs; they stand first. Default: none.</param>
    /// <param name="all">Shows rows in which the runs agree, too. Default: false.</param>
    public static string Write(RunComparison comparison, IReadOnlyList<GateResult>? gates = null, bool all = false)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var text = new StringBuilder();
        var names = ReportText.Names(comparison.Runs);
        text.Append(CultureInfo.InvariantCulture, $"### {Title(comparison, names)}\n\n");
        WriteGates(text, comparison, names, gates ?? []);
        var left = 0;
        foreach (var section in comparison.Sections)
        {
            var rows = all ? [.. section.Rows] : section.Differences.ToList();
            var part = new StringBuilder();
            Write(part, comparison, names, section.Part, rows);
            if (text.Length + part.Length > MaxLength)
            {
                left += rows.Count;
                continue;
            }

            text.Append(part);
        }

        var cut = left > 0 ? string.Create(CultureInfo.InvariantCulture, $" {left} more rows did not fit; `modeltracking compare` shows them.") : "";
        var same = all ? "" : string.Create(CultureInfo.InvariantCulture, $"{comparison.SameCount} values are the same in all runs.");
        if (same.Length + cut.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"<sub>{(same + cut).Trim()}</sub>\n");
        }

        return text.ToString();
    }

    private static string Title(RunComparison comparison, IReadOnlyList<string> names) => names.Count switch
    {
        1 => Escape(names[0]),
        2 => $"{Escape(names[1 - comparison.BaselineIndex])} compared with {Escape(names[comparison.BaselineIndex])}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{names.Count - 1} runs compared with {Escape(names[comparison.BaselineIndex])}"),
    };

    private static void WriteGates(StringBuilder text, RunComparison comparison, IReadOnlyList<string> names, IReadOnlyList<GateResult> gates)
    {
        foreach (var gate in gates)
        {
            var run = comparison.Runs.TakeWhile(r => r.Id != gate.Run).Count();
            var mark = gate.Outcome switch { GateOutcome.Passed => "✅ passed", GateOutcome.Failed => "❌ failed", _ => "⚠️ undecided" };
            text.Append(CultureInfo.InvariantCulture, $"{mark}: **{Escape(names[run])}** – {Escape(gate.Explanation)}\n");
        }

        text.Append(gates.Count > 0 ? "\n" : "");
    }

    private static void Write(StringBuilder text, RunComparison comparison, IReadOnlyList<string> names, ComparedPart part, List<ComparisonRow> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var isFolded = part is ComparedPart.Environment or ComparedPart.Packages or ComparedPart.Artifacts or ComparedPart.Tags || rows.Count > MostOpenRows;
        var heading = string.Create(CultureInfo.InvariantCulture, $"{ReportText.Title(part)} ({rows.Count})");
        text.Append(isFolded ? $"<details><summary>{heading}</summary>\n\n" : "");
        text.Append(isFolded ? "| |" : $"| {ReportText.Title(part)} |");
        for (var i = 0; i < names.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $" {(i == comparison.BaselineIndex && names.Count > 1 ? "baseline: " : "")}{Escape(names[i])} |");
        }

        text.Append("\n|---|").Append(string.Concat(names.Select(_ => part == ComparedPart.Metrics ? "---:|" : "---|"))).Append('\n');
        foreach (var row in rows)
        {
            text.Append("| ").Append(Escape(ReportText.Name(row))).Append(" |").Append(string.Concat(row.Values.Select(v => $" {Cell(v)} |"))).Append('\n');
        }

        text.Append(isFolded ? "\n</details>\n\n" : "\n");
    }

    private static string Cell(ComparedValue value)
    {
        var delta = ReportText.Delta(value);
        var mark = value.IsBetter switch { true => " 🟢", false => " 🔴", null => "" };
        return Escape(ReportText.Value(value)) + (delta.Length > 0 ? $" ({delta})" : "") + mark;
    }

    private static string Escape(string text)
    {
        var line = string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        line = line.Length > LongestCell ? line[..(LongestCell - 1)] + "…" : line;
        var safe = new StringBuilder(line.Length);
        foreach (var c in line)
        {
            safe.Append(c switch { '|' or '*' or '_' or '`' or '[' or ']' or '#' or '~' or '\\' => $"\\{c}", '<' => "&lt;", '>' => "&gt;", '&' => "&amp;", _ => c.ToString() });
        }

        return safe.ToString();
    }
}
