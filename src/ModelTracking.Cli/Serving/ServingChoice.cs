using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ModelTracking.Cli.Commands;
using ModelTracking.Dashboard;

namespace ModelTracking.Cli.Serving;

/// <summary>How a dashboard is served to others, out of what was typed.</summary>
internal static class ServingChoice
{
    public static DashboardServing Of(UiCommand.Settings settings, Terminal terminal)
    {
        var serving = new DashboardServing { AllowPlainHttp = settings.PlainHttp };
        if (settings.Port is { } port)
        {
            serving.Port = port;
        }

        if (settings.Listen is { } listen)
        {
            (serving.Address, serving.Port) = Parse(listen, serving.Port);
        }

        if (settings.Url is { } url)
        {
            serving.PublicAddress = Uri.TryCreate(url, UriKind.Absolute, out var address) ? address : throw ToolException.BadUsage($"--url '{url}' is no address; write for example https://tracking.example.org.");
        }

        if (settings.Certificate is { } certificate)
        {
            serving.Certificate = Load(Path.GetFullPath(certificate, terminal.Folder), settings.CertificateKey is { } key ? Path.GetFullPath(key, terminal.Folder) : null, terminal);
        }

        if (settings.SignIn is { } file)
        {
            SignIn.Add(serving, Path.GetFullPath(file, terminal.Folder), terminal.Variable);
        }

        return serving;
    }

    private static (IPAddress Address, int Port) Parse(string listen, int port)
    {
        if (listen is "*" or "any")
        {
            return (IPAddress.Any, port);
        }

        if (listen == "localhost")
        {
            return (IPAddress.Loopback, port);
        }

        return IPAddress.TryParse(listen.Trim('[', ']'), out var address) && !(listen.Contains('.', StringComparison.Ordinal) && listen.Contains(':', StringComparison.Ordinal)) ? (address, port)
            : IPEndPoint.TryParse(listen, out var end) ? (end.Address, end.Port)
            : throw ToolException.BadUsage($"--listen '{listen}' is no address of this machine; write for example 0.0.0.0, 10.0.0.7:6010 or [::].");
    }

    private static X509Certificate2 Load(string file, string? key, Terminal terminal)
    {
        try
        {
            if (Path.GetExtension(file).ToLowerInvariant() is ".pfx" or ".p12")
            {
                return X509CertificateLoader.LoadPkcs12FromFile(file, terminal.Variable(UiCommand.PasswordVariable));
            }

            // Windows serves with a key that it has taken in, not with one that was read beside the certificate.
            using var read = X509Certificate2.CreateFromPemFile(file, key);
            return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw ToolException.BadUsage($"the certificate in '{file}' cannot be used: {exception.Message} Give a PEM file with --certificate-key, or a .pfx with its password in {UiCommand.PasswordVariable}.");
        }
    }
}
