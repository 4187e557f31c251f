using System.Text.Json.Nodes;
using ModelTracking.MLflow.Connection;

namespace ModelTracking.MLflow;

/// <summary>Users of a server with basic authentication, which administrators manage; servers without it answer 404. Throws <see cref="MlflowException"/>. Thread-safe.</summary>
public sealed class MlflowUsers
{
    private const string Route = Query.Api + "users/";
    private readonly MlflowConnection _connection;

    internal MlflowUsers(MlflowConnection connection) => _connection = connection;

    /// <summary>Makes a user.</summary>
    /// <param name="username">The name to sign in with.</param>
    /// <param name="password">The password; MLflow 3 wants at least 12 characters.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<MlflowUser> CreateAsync(string username, string password, CancellationToken cancellationToken = default) =>
        (await _connection.PostAsync(Route + "create", new JsonObject { ["username"] = username, ["password"] = password }, cancellationToken, CallKind.Once).ConfigureAwait(false)).User
            ?? throw new MlflowException($"{_connection.Name} made no user.");

    /// <summary>A user with all permissions; null where there is none. Everybody may ask for themselves.</summary>
    public async Task<MlflowUser?> FindAsync(string username, CancellationToken cancellationToken = default)
    {
        try
        {
            return (await _connection.GetAsync(Route + "get", Query.Of(("username", username)), cancellationToken).ConfigureAwait(false)).User;
        }
        catch (MlflowException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Gives a user another password.</summary>
    public Task SetPasswordAsync(string username, string password, CancellationToken cancellationToken = default) =>
        _connection.CallAsync(HttpMethod.Patch, Route + "update-password", new JsonObject { ["username"] = username, ["password"] = password }, cancellationToken);

    /// <summary>Makes a user an administrator, or takes that away.</summary>
    public Task SetAdminAsync(string username, bool isAdmin, CancellationToken cancellationToken = default) =>
        _connection.CallAsync(HttpMethod.Patch, Route + "update-admin", new JsonObject { ["username"] = username, ["is_admin"] = isAdmin }, cancellationToken);

    /// <summary>Deletes a user. Some servers refuse it while the user has permissions.</summary>
    public Task DeleteAsync(string username, CancellationToken cancellationToken = default) =>
        _connection.CallAsync(HttpMethod.Delete, Route + "delete", new JsonObject { ["username"] = username }, cancellationToken);
}
