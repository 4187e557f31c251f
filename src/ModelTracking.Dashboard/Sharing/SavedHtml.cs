using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ModelTracking.Dashboard.Json;
using ModelTracking.Dashboard.Pages;

namespace ModelTracking.Dashboard.Sharing;

/// <summary>Data with the dashboard's own pages as one file of HTML that opens from a disk, with nothing to be loaded.</summary>
internal static class SavedHtml
{
    // JSON is written with '<' escaped, so no text in it can end its element; scripts and styles run by their hashes alone.
    public static byte[] Of(string title, SavedDto data)
    {
        var script = Text("saved.js");
        var style = Text("saved.css");
        var json = JsonSerializer.Serialize(data, DashboardJson.Default.SavedDto);
        return Encoding.UTF8.GetBytes(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">"
            + $"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '{Hash(script)}'; style-src '{Hash(style)}'; img-src data:; base-uri 'none'; form-action 'none'\">"
            + $"<title>{HtmlEncoder.Default.Encode(title)}</title><style>{style}</style></head><body><div id=\"app\"></div><script type=\"application/json\" id=\"data\">{json}</script><script>{script}</script></body></html>");
    }

    private static string Text(string asset) => Encoding.UTF8.GetString(AssetFiles.All[asset].Value.Plain).Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase);

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
}
