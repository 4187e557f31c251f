using System.ComponentModel;
using System.Diagnostics;
using System.Net;

namespace ModelTracking.Cli;

/// <summary>Opens the user's browser.</summary>
internal static class Browser
{
    /// <summary>
    /// Opens a link that is a secret: it stands in a file that only the user can read, because command lines can be read
    /// by everybody on the machine.
    /// </summary>
    /// <returns>False where there is no browser to open.</returns>
    public static bool TryOpen(Uri link)
    {
        var isUnix = OperatingSystem.IsLinux() || OperatingSystem.IsFreeBSD();
        if (isUnix && Environment.GetEnvironmentVariable("DISPLAY") is null && Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is null)
        {
            return false;
        }

        try
        {
            var page = Path.Combine(Directory.CreateTempSubdirectory("modeltracking-").FullName, "open.html");
            var target = WebUtility.HtmlEncode(link.AbsoluteUri);
            File.WriteAllText(page, $"<!doctype html><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0;url={target}\"><a href=\"{target}\">Open the dashboard</a>");
            using var process = Process.Start(new ProcessStartInfo(page) { UseShellExecute = true });
            return true;
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            return false;
        }
    }
}
