using System.Text.Json.Nodes;
using ModelTracking.MLflow.Connection;

namespace ModelTracking.MLflow;

/// <summary>
/// Who may do what with one kind of thing, on a server with basic authentication. Administrators and whoever manages a thing may grant;
/// servers without it answer 404. Throws <see cref="MlflowException"/>. Thread-safe.
/// </summary>
public sealed class MlflowPermissions
{
    private readonly MlflowConnection _connection;
    private readonly string _route;
    private readonly string _key;

    private MlflowPermissions(MlflowConnection connection, string things, string key)
    {
        _connection = connection;
        _route = $"{Query.Api}{things}/permissions/";
        _key = key;
    }

    /// <summary>Grants a permission to a user who has none of their own on this thing.</summary>
    /// <param name="thing">The experiment's identity, or the registered model's name; the server does not look whether it is there.</param>
    /// <param name="username">The user.</param>
    /// <param name="permission">For example <see cref="MlflowGrant.Edit"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<MlflowGrant> CreateAsync(string thing, string username, string permission, CancellationToken cancellationToken = default) =>
        Of(await _connection.PostAsync(_route + "create", Body(thing, username, permission), cancellationToken, CallKind.Once).ConfigureAwait(false))
            ?? throw new MlflowException($"{_connection.Name} made no permission.");

    /// <summary>What was granted to a user on a thing; null where nothing was, so that the server's default counts.</summary>
    public async Task<MlflowGrant?> FindAsync(string thing, string username, CancellationToken cancellationToken = default)
    {
        try
        {
            return Of(await _connection.GetAsync(_route + "get", Query.Of((_key, thing), ("username", username)), cancellationToken).ConfigureAwait(false));
        }
        catch (MlflowException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Changes what was granted.</summary>
    public Task UpdateAsync(string thing, string username, string permission, CancellationToken cancellationToken = default) =>
        _connection.CallAsync(HttpMethod.Patch, _route + "update", Body(thing, username, permission), cancellationToken);

    /// <summary>Takes back what was granted; the server's default counts again.</summary>
    public Task DeleteAsync(string thing, string username, CancellationToken cancellationToken = default) =>
        _connection.CallAsync(HttpMethod.Delete, _route + "delete", Body(thing, username, null), cancellationToken);

    internal static MlflowPermissions OfExperiments(MlflowConnection connection) => new(connection, "experiments", "experiment_id");

    internal static MlflowPermissions OfModels(MlflowConnection connection) => new(connection, "registered-models", "name");

    private static MlflowGrant? Of(Answer answer) => answer.ExperimentPermission ?? answer.RegisteredModelPermission;

    private JsonObject Body(string thing, string username, string? permission)
    {
        var body = new JsonObject { [_key] = thing, ["username"] = username };
        if (permission is not null)
        {
            body["permission"] = permission;
        }

        return body;
    }
}
