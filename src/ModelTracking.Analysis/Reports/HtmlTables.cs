using System.Globalization;
using ModelTracking.Reading.Comparing;

namespace ModelTracking.Analysis.Reports;

/// <summary>The tables of a page.</summary>
internal static class HtmlTables
{
    public static void Write(HtmlBuilder page, RunComparison comparison, ComparisonSection section)
    {
        var names = ReportText.Names(comparison.Runs);
        var different = section.Differences.Count();
        page.Raw($"<section class=\"{(different == 0 ? "same" : "")}\"><h2>").Text(ReportText.Title(section.Part)).Raw(" <small>").Text(string.Create(CultureInfo.InvariantCulture, $"{different} of {section.Rows.Count} differ"))
            .Raw("</small></h2><div class=\"scroll\"><table><thead><tr><th></th>");
        for (var i = 0; i < names.Count; i++)
        {
            page.Raw("<th><i style=\"background:").Raw(Palette.Of(i)).Raw("\"></i>").Text(names[i]).Raw(i == comparison.BaselineIndex && names.Count > 1 ? " <em>baseline</em>" : "").Raw("</th>");
        }

        page.Raw("</tr></thead><tbody>");
        foreach (var row in section.Rows)
        {
            page.Raw(row.Differs ? "<tr><th scope=\"row\">" : "<tr class=\"same\"><th scope=\"row\">").Text(ReportText.Name(row)).Raw("</th>");
            foreach (var value in row.Values)
            {
                Write(page, value);
            }

            page.Raw("</tr>");
        }

        page.Raw("</tbody></table></div></section>\n");
    }

    public static void WriteCode(HtmlBuilder page, RunComparison comparison)
    {
        if (comparison.CodeDifferences.Count == 0)
        {
            return;
        }

        page.Raw("<section><h2>What was not committed <small>against the baseline</small></h2>");
        foreach (var difference in comparison.CodeDifferences)
        {
            var name = comparison.Runs.First(r => r.Id == difference.Run).Name;
            page.Raw("<details><summary><code>").Text(difference.Path).Raw("</code> in ").Text(name).Raw("</summary><pre>");
            foreach (var line in difference.Lines)
            {
                page.Raw(line[0] switch { '+' => "<ins>", '-' => "<del>", _ => "<span>" }).Text(line).Raw(line[0] switch { '+' => "</ins>\n", '-' => "</del>\n", _ => "</span>\n" });
            }

            page.Raw("</pre></details>");
        }

        page.Raw("</section>\n");
    }

    private static void Write(HtmlBuilder page, ComparedValue value)
    {
        if (value.IsMissing)
        {
            page.Raw("<td class=\"none\">–</td>");
            return;
        }

        page.Raw(value.Number is null ? "<td>" : "<td class=\"number\">").Text(ReportText.Value(value));
        var delta = ReportText.Delta(value);
        if (delta.Length > 0 || value.IsBetter is not null)
        {
            page.Raw(value.IsBetter switch { true => " <b class=\"good\">", false => " <b class=\"bad\">", null => " <b>" }).Text(delta.Length > 0 ? delta : value.IsBetter == true ? "better" : "worse").Raw("</b>");
        }

        page.Raw("</td>");
    }
}
