using System.Reflection;

namespace ModelTracking.Dashboard.Pages;

/// <summary>The client's files, which stand in this assembly. Only names that are there are answered; no path is ever built from a request.</summary>
internal static class AssetFiles
{
    private const string ShellName = "index.html";
    private static readonly Assembly Home = typeof(AssetFiles).Assembly;

    /// <summary>Files by name.</summary>
    public static IReadOnlyDictionary<string, Lazy<AssetFile>> All { get; } = Home.GetManifestResourceNames()
        .Where(n => n != ShellName && !n.EndsWith(".br", StringComparison.Ordinal) && !n.EndsWith(".gz", StringComparison.Ordinal))
        .ToDictionary(n => n, n => new Lazy<AssetFile>(() => new AssetFile(MediaType(n), Read(n)!, Read(n + ".br"), Read(n + ".gz"))), StringComparer.Ordinal);

    /// <summary>The page that all others begin as, with <c>{base}</c> where the path of the dashboard goes.</summary>
    public static string Shell { get; } = System.Text.Encoding.UTF8.GetString(Read(ShellName)
        ?? throw new InvalidOperationException("The client is not in this assembly; build it with 'npm run build' in Client."));

    /// <summary>The name of the client's style sheet.</summary>
    public static string Style { get; } = Named("app-", ".css");

    /// <summary>The name of the client's icon.</summary>
    public static string Icon { get; } = Named("icon-", ".svg");

    private static string Named(string start, string end) => All.Keys.Single(n => n.StartsWith(start, StringComparison.Ordinal) && n.EndsWith(end, StringComparison.Ordinal));

    private static string MediaType(string name) => Path.GetExtension(name) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };

    private static byte[]? Read(string name)
    {
        using var stream = Home.GetManifestResourceStream(name);
        if (stream is null)
        {
            return null;
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
