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
        var signIn = hasSignIn ? $"<p><a href=\"{path}login/organisation?return={Uri.EscapeDataString(goal)}\">Sign in with your organisation</a></p>" : "";
        var alert = problem is null ? "" : $"<p role=\"alert\"><strong>{HtmlEncoder.Default.Encode(problem)}</strong></p>";

        // Without a referrer a browser sends the form without its origin too, and nobody could log in.
        context.Response.Headers["Referrer-Policy"] = "same-origin";
        return PlainPage.WriteBodyAsync(
            context,
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized,
            $"<h1>ModelTracking</h1>{alert}{signIn}"
            + $"<form method=\"post\" action=\"{path}login\"><p><label for=\"key\">Access key</label></p>"
            + "<p><input id=\"key\" name=\"key\" type=\"password\" autocomplete=\"current-password\" required autofocus size=\"40\" placeholder=\"mtk_…\"></p>"
            + $"<input type=\"hidden\" name=\"return\" value=\"{to}\"><p><button>Log in</button></p></form>"
            + "<p>Who looks after this dashboard makes keys with <code>modeltracking keys add NAME</code>.</p>");
    }
}
