using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace ModelTracking.Dashboard.Access;

/// <summary>Asks for a key: plain HTML without a script, since those who see it may have nothing else.</summary>
internal static class KeyPage
{
    /// <param name="context">The request.</param>
    /// <param name="home">The path of the dashboard, with a slash at the end.</param>
    /// <param name="goal">Where to go afterwards.</param>
    /// <param name="hasSignIn">Whether there is an organisation's sign-in too.</param>
    /// <param name="problem">Why the last attempt did not succeed; null for a first one.</param>
    public static Task WriteAsync(HttpContext context, string home, string goal, bool hasSignIn, string? problem = null)
    {
        var (path, to) = (HtmlEncoder.Default.Encode(home), HtmlEncoder.Default.Encode(goal));
        var signIn = hasSignIn ? $"<a class=\"button\" href=\"{path}login/organisation?return={Uri.EscapeDataString(goal)}\">Sign in with your organisation</a><p class=\"quiet or\">or with an access key</p>" : "";
        var alert = problem is null ? "" : $"<p class=\"note bad\" role=\"alert\">{HtmlEncoder.Default.Encode(problem)}</p>";

        // Without a referrer a browser sends the form without its origin too, and nobody could log in.
        context.Response.Headers["Referrer-Policy"] = "same-origin";
        return PlainPage.WriteBodyAsync(
            context,
            home,
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized,
            $"{alert}{signIn}<form method=\"post\" action=\"{path}login\"><label for=\"key\">Access key</label>"
            + "<input id=\"key\" name=\"key\" type=\"password\" autocomplete=\"current-password\" required autofocus placeholder=\"mtk_…\">"
            + $"<input type=\"hidden\" name=\"return\" value=\"{to}\"><button class=\"primary\">Log in</button></form>"
            + "<p class=\"quiet\">No key yet? Who looks after this dashboard makes one on the page Access, or with <code>modeltracking keys add NAME</code>.</p>");
    }
}
