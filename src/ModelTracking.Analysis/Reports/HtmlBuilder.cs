using System.Net;
using System.Text;

namespace ModelTracking.Analysis.Reports;

/// <summary>Puts a page together; everything that comes from a run goes through <see cref="Text"/>.</summary>
internal sealed class HtmlBuilder
{
    private readonly StringBuilder _page = new();

    /// <summary>Markup of our own.</summary>
    public HtmlBuilder Raw(string markup)
    {
        _page.Append(markup);
        return this;
    }

    /// <summary>Text, escaped for content and for attributes in double quotes.</summary>
    public HtmlBuilder Text(string text)
    {
        _page.Append(WebUtility.HtmlEncode(text));
        return this;
    }

    public override string ToString() => _page.ToString();

    /// <summary>A part of the page that stands in a file of its own.</summary>
    public static string Resource(string name)
    {
        using var stream = typeof(HtmlBuilder).Assembly.GetManifestResourceStream($"ModelTracking.Analysis.Reports.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
