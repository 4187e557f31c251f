using System.Text.Json.Nodes;
using Mlflow.Stub.Http;
using Mlflow.Stub.State;
using Mlflow.Stub.Wire;

namespace Mlflow.Stub.Api;

/// <summary>Permissions of users on one kind of thing. What was not recorded (update, delete, registered models) is as MLflow's own client asks it.</summary>
internal sealed class PermissionApi(string things, string key, string name, Func<StubUser, OrderedDictionary<string, string>> of, Func<string, StubUser> find)
{
    private static readonly string[] Levels = ["READ", "USE", "EDIT", "MANAGE", "NO_PERMISSIONS"];
    private readonly Shape _shape = new(Shape.Text(key, required: true), Shape.Text("username", required: true), Shape.Text("permission"));

    public static JsonObject Json(string key, string thing, string permission, StubUser user) => new() { [key] = thing, ["permission"] = permission, ["user_id"] = user.Id };

    public void AddTo(Routes routes)
    {
        routes.Api("POST", $"{things}/permissions/create", Create);
        routes.Api("GET", $"{things}/permissions/get", e => There(e, (r, u, t) => Of(u, t)));
        routes.Api("PATCH", $"{things}/permissions/update", e => There(e, (r, u, t) =>
        {
            of(u)[t] = Level(r);
            return Answer.Empty;
        }));
        routes.Api("DELETE", $"{things}/permissions/delete", e => There(e, (r, u, t) =>
        {
            of(u).Remove(t);
            return Answer.Empty;
        }));
    }

    private static string Level(Message request) => Levels.Contains(request.Text("permission")) ? request.Text("permission")
        : throw ApiException.Invalid($"Invalid permission '{request.Text("permission")}'. Valid permissions are: {string.Join(", ", Levels)}");

    private Answer Create(Exchange exchange)
    {
        var request = exchange.Read(_shape);
        var level = Level(request);
        var user = find(request.Text("username"));
        return of(user).TryAdd(request.Text(key), level) ? Of(user, request.Text(key))
            : throw new ApiException(ErrorCode.ResourceAlreadyExists, $"{things} permission ({key}={request.Text(key)}, username={user.Name}) already exists.");
    }

    private Answer There(Exchange exchange, Func<Message, StubUser, string, Answer> work)
    {
        var request = exchange.Read(_shape);
        var user = find(request.Text("username"));
        return of(user).ContainsKey(request.Text(key)) ? work(request, user, request.Text(key))
            : throw ApiException.Missing($"{things} permission with {key}={request.Text(key)} and username={user.Name} not found");
    }

    private Answer Of(StubUser user, string thing) => Answer.Json(new JsonObject { [name] = Json(key, thing, of(user)[thing], user) });
}
