using Microsoft.AspNetCore.WebUtilities;
using Mlflow.Stub.Api;
using Mlflow.Stub.Http;
using Mlflow.Stub.State;
using Mlflow.Stub.Wire;

namespace Mlflow.Stub;

/// <summary>From a request to an answer: no sockets here.</summary>
internal sealed class Server
{
    private readonly ServerState _state;
    private readonly Routes _routes = new();
    private readonly UserApi _users;

    public Server(ServerState state)
    {
        _state = state;
        _users = new UserApi(state);
        _routes.Add("GET", "/health", _ => Answer.Text("OK"));
        _routes.Add("GET", "/version", _ => Answer.Text(state.Options.Version == ServerVersion.V2_17 ? "2.17.2" : "3.8.2.dev0"));
        new ExperimentApi(state).AddTo(_routes);
        new RunApi(state).AddTo(_routes);
        new LogApi(state).AddTo(_routes);
        new BatchApi(state).AddTo(_routes);
        new HistoryApi(state).AddTo(_routes);
        new ArtifactApi(state).AddTo(_routes);
        new MultipartApi(state).AddTo(_routes);
        var registry = new RegistryApi(state);
        registry.AddTo(_routes);
        new VersionApi(state, registry).AddTo(_routes);
        if (state.Options.Version == ServerVersion.V3_8)
        {
            new LoggedModelApi(state).AddTo(_routes);
        }

        if (state.Options.Admin is not null)
        {
            _users.AddTo(_routes);
        }
    }

    public Answer Handle(SeenRequest request, Uri address)
    {
        var parts = request.RawTarget.Split('?', 2);
        var exchange = new Exchange
        {
            Method = request.Method,
            RawPath = parts[0],
            Query = parts.Length == 1 ? [] : [.. Pairs(parts[1])],
            ContentType = request.Headers.GetValueOrDefault("content-type"),
            Body = request.Body,
            BaseAddress = address.ToString().TrimEnd('/'),
        };
        lock (_state.Lock)
        {
            try
            {
                var refused = _state.Options.Admin is null ? null : _users.Refuse(exchange, request.Headers.GetValueOrDefault("authorization"));
                return refused ?? _routes.Handle(exchange);
            }
            catch (ApiException error)
            {
                return Answer.Error(error);
            }
            catch (CrashException)
            {
                return Answer.Crash;
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string query)
    {
        foreach (var pair in new QueryStringEnumerable(query))
        {
            yield return KeyValuePair.Create(pair.DecodeName().ToString(), pair.DecodeValue().ToString());
        }
    }
}
