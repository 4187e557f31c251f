using System.Net.Http.Headers;
using System.Text;

namespace ModelTracking.MLflow.Connection;

/// <summary>What lets us in: Basic, bearer or a provider of tokens. Never printed. Thread-safe.</summary>
internal sealed class MlflowCredentials
{
    private readonly AuthenticationHeaderValue? _fixed;
    private readonly Func<bool, CancellationToken, ValueTask<string>>? _provider;

    private MlflowCredentials(AuthenticationHeaderValue? header, Func<bool, CancellationToken, ValueTask<string>>? provider)
    {
        _fixed = header;
        _provider = provider;
    }

    /// <summary>Whether a refused token can be replaced by a new one.</summary>
    public bool CanRenew => _provider is not null;

    /// <summary>Options first, then the address, the environment and the credentials file. A user wins over a token, as in MLflow.</summary>
    public static MlflowCredentials Resolve(MlflowOptions options, MlflowAddress resolved)
    {
        if ((options.TokenProvider ?? resolved.TokenProvider) is { } provider)
        {
            return new MlflowCredentials(null, provider);
        }

        var profileToken = resolved.Token;
        var (user, password) = UserInfo(resolved.Server);
        user = options.Username ?? user ?? options.Setting(null, "MLFLOW_TRACKING_USERNAME");
        password = options.Password ?? password ?? options.Setting(null, "MLFLOW_TRACKING_PASSWORD");
        var token = options.Token ?? profileToken ?? options.Setting(null, "MLFLOW_TRACKING_TOKEN");
        if (user is null && token is null && IniFile.Section(Path.Combine(options.Home, ".mlflow", "credentials"), "mlflow") is { } file)
        {
            user = file.GetValueOrDefault("mlflow_tracking_username");
            password = file.GetValueOrDefault("mlflow_tracking_password");
            token = file.GetValueOrDefault("mlflow_tracking_token");
        }

        return new MlflowCredentials(user is not null && profileToken is null ? Basic(user, password) : token is not null ? new("Bearer", token) : null, null);
    }

    public async ValueTask<AuthenticationHeaderValue?> HeaderAsync(bool renew, CancellationToken cancellationToken) =>
        _provider is null ? _fixed : new AuthenticationHeaderValue("Bearer", await _provider(renew, cancellationToken).ConfigureAwait(false));

    private static AuthenticationHeaderValue Basic(string user, string? password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    private static (string? User, string? Password) UserInfo(Uri address)
    {
        if (address.UserInfo.Length == 0)
        {
            return default;
        }

        var parts = address.UserInfo.Split(':', 2);
        return (Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : null);
    }
}
