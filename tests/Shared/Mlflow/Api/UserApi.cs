using System.Text;
using System.Text.Json.Nodes;
using Mlflow.Stub.Http;
using Mlflow.Stub.State;
using Mlflow.Stub.Wire;

namespace Mlflow.Stub.Api;

/// <summary>Basic authentication: who may do what, and the routes that manage it.</summary>
internal sealed class UserApi(ServerState state)
{
    private const string NotAuthenticated = "You are not authenticated. Please see https://www.mlflow.org/docs/latest/auth/index.html#authenticating-to-mlflow on how to authenticate.";
    private static readonly Shape UserShape = new(Shape.Text("username", required: true), Shape.Text("password"), Shape.Flag("is_admin"));

    public void AddTo(Routes routes)
    {
        routes.Api("POST", "users/create", Create);
        routes.Api("GET", "users/get", e => Answer.Json(new JsonObject { ["user"] = Json(Find(e.Read(UserShape).Text("username"))) }));
        routes.Api("PATCH", "users/update-password", e => Change(e, (u, r) => u.Password = r.Text("password")));
        routes.Api("PATCH", "users/update-admin", e => Change(e, (u, r) => u.IsAdmin = r.Flag("is_admin")));
        routes.Api("DELETE", "users/delete", Delete);
        new PermissionApi("experiments", "experiment_id", "experiment_permission", u => u.Experiments, Find).AddTo(routes);
        new PermissionApi("registered-models", "name", "registered_model_permission", u => u.Models, Find).AddTo(routes);
    }

    /// <summary>The answer to a request that may not pass, or null.</summary>
    public Answer? Refuse(Exchange exchange, string? authorization)
    {
        if (exchange.RawPath == "/health")
        {
            return null;
        }

        if (Authenticate(authorization) is not { } user)
        {
            return Answer.Text(NotAuthenticated, 401).With("WWW-Authenticate", "Basic realm=\"mlflow\"");
        }

        exchange.User = user;
        return user.IsAdmin || MayDo(user, exchange) ? null : Answer.Text("Permission denied", 403);
    }

    private StubUser? Authenticate(string? authorization)
    {
        if (authorization?.StartsWith("Basic ", StringComparison.Ordinal) != true)
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(Convert.FromBase64String(authorization[6..])).Split(':', 2);
        return state.Users.TryGetValue(pair[0], out var user) && pair.Length == 2 && user.Password == pair[1] ? user : null;
    }

    private bool MayDo(StubUser user, Exchange exchange)
    {
        var path = exchange.RawPath[(exchange.RawPath.IndexOf("/mlflow/", StringComparison.Ordinal) + "/mlflow/".Length)..];
        if (path.StartsWith("users/", StringComparison.Ordinal))
        {
            return (path == "users/get" && exchange.QueryValue("username") == user.Name)
                || (path == "users/update-password" && exchange.Read(UserShape).Text("username") == user.Name);
        }

        if (exchange.Method == "PUT" && exchange.RawPath.IndexOf("/mlflow-artifacts/artifacts/", StringComparison.Ordinal) is var at and >= 0)
        {
            // A path that does not begin with an experiment has the default permission.
            var experiment = exchange.RawPath[(at + "/mlflow-artifacts/artifacts/".Length)..].Split('/')[0];
            return user.Experiments.GetValueOrDefault(experiment) is "EDIT" or "MANAGE";
        }

        if (path.StartsWith("logged-models/m-", StringComparison.Ordinal))
        {
            return exchange.Method == "GET" || (state.LoggedModels.TryGetValue(path.Split('/')[1], out var logged) && user.Experiments.GetValueOrDefault(logged.ExperimentId) is "EDIT" or "MANAGE");
        }

        var isPermission = path.Contains("/permissions/", StringComparison.Ordinal);

        // The default permission is READ; whoever made a thing may do all with it.
        if ((exchange.Method == "GET" && !isPermission) || path.EndsWith("/search", StringComparison.Ordinal) || path is "experiments/create" or "registered-models/create" || !exchange.RawPath.Contains("/mlflow/", StringComparison.Ordinal))
        {
            return true;
        }

        var request = exchange.Read(new Shape(Shape.Text("experiment_id", check: false), Shape.Text("run_id", check: false), Shape.Text("name", check: false)));
        var permission = path.StartsWith("registered-models/", StringComparison.Ordinal) || path.StartsWith("model-versions/", StringComparison.Ordinal)
            ? user.Models.GetValueOrDefault(request.Text("name"))
            : user.Experiments.GetValueOrDefault(request.Text("experiment_id") is { Length: > 0 } id ? id : state.Run(request.Text("run_id")).ExperimentId);
        return permission is "MANAGE" || (permission is "EDIT" && !isPermission);
    }

    private StubUser Find(string name) => state.Users.TryGetValue(name, out var user) ? user : throw ApiException.Missing($"User with username={name} not found");

    private Answer Create(Exchange exchange)
    {
        var request = exchange.Read(UserShape);
        if (request.Text("password").Length < 12)
        {
            throw ApiException.Invalid("Password must be a string longer than 12 characters.");
        }

        if (state.Users.ContainsKey(request.Text("username")))
        {
            throw new ApiException(ErrorCode.ResourceAlreadyExists, $"User (username={request.Text("username")}) already exists. Error: (sqlite3.IntegrityError) UNIQUE constraint failed: users.username");
        }

        return Answer.Json(new JsonObject { ["user"] = Json(state.AddUser(request.Text("username"), request.Text("password"))) });
    }

    private Answer Change(Exchange exchange, Action<StubUser, Message> change)
    {
        var request = exchange.Read(UserShape);
        change(Find(request.Text("username")), request);
        return Answer.Empty;
    }

    private Answer Delete(Exchange exchange)
    {
        var user = Find(exchange.Read(UserShape).Text("username"));
        if (user.Experiments.Count > 0)
        {
            // As recorded: the libraries of the recording stumble over the permissions.
            throw new ApiException(ErrorCode.BadRequest, "(sqlite3.IntegrityError) NOT NULL constraint failed: experiment_permissions.user_id");
        }

        state.Users.Remove(user.Name);
        return Answer.Empty;
    }

    private static JsonObject Json(StubUser user) => new()
    {
        ["experiment_permissions"] = new JsonArray([.. user.Experiments.Select(e => PermissionApi.Json("experiment_id", e.Key, e.Value, user))]),
        ["id"] = user.Id,
        ["is_admin"] = user.IsAdmin,
        ["registered_model_permissions"] = new JsonArray([.. user.Models.Select(m => PermissionApi.Json("name", m.Key, m.Value, user))]),
        ["scorer_permissions"] = new JsonArray(),
        ["username"] = user.Name,
    };
}
