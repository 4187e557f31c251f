using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ModelTracking.Diagnostics;

namespace ModelTracking.MLflow.Connection;

/// <summary>Certificates as MLflow's settings name them.</summary>
internal static class TlsSettings
{
    public static void Apply(MlflowOptions options, SocketsHttpHandler handler)
    {
        var insecure = options.InsecureTls ?? options.Setting(null, "MLFLOW_TRACKING_INSECURE_TLS") is { } text && text.Equals("true", StringComparison.OrdinalIgnoreCase);
        var roots = options.Setting(options.ServerCertificatePath, "MLFLOW_TRACKING_SERVER_CERT_PATH");
        if (insecure && roots is not null)
        {
            throw new TrackingException("MLFLOW_TRACKING_INSECURE_TLS accepts any certificate, and MLFLOW_TRACKING_SERVER_CERT_PATH names those to accept. Set only one of them.");
        }

        if (insecure)
        {
            // Asked for by the user, by name, for this server alone.
#pragma warning disable CA5359
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (roots is not null)
        {
            var trusted = Load(roots, p =>
            {
                var all = new X509Certificate2Collection();
                all.ImportFromPemFile(p);
                return all;
            });
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsFrom(trusted, certificate, errors);
        }

        if (options.Setting(options.ClientCertificatePath, "MLFLOW_TRACKING_CLIENT_CERT_PATH") is { } client)
        {
            handler.SslOptions.ClientCertificates = [Load(client, WithKey)];
        }
    }

    private static bool IsFrom(X509Certificate2Collection trusted, X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var leaf = new X509Certificate2(certificate);
        return chain.Build(leaf);
    }

    // Windows cannot use a key that lives only in memory.
    private static X509Certificate2 WithKey(string path)
    {
        using var read = X509Certificate2.CreateFromPemFile(path, path);
        return new X509Certificate2(read.Export(X509ContentType.Pkcs12));
    }

    private static T Load<T>(string path, Func<string, T> load)
    {
        try
        {
            return load(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new TrackingException($"The certificate file '{path}' cannot be read: {exception.Message} It must hold certificates (and for a client, its key) as PEM.", exception);
        }
    }
}
