using Microsoft.AspNetCore.Http;
using Mlflow.Stub.Http;

namespace Mlflow.Stub.Faults;

/// <summary>What a fault can play with: the connection, and the server's own answer if it asks for it.</summary>
public sealed class FaultContext(HttpContext connection, SeenRequest request, MlflowStub server, Func<Answer> handle)
{
    public HttpContext Connection { get; } = connection;

    public SeenRequest Request { get; } = request;

    public MlflowStub Server { get; } = server;

    /// <summary>Lets the server do what was asked, which changes its state, and gives its answer.</summary>
    public Answer Handle() => handle();

    /// <summary>Sends an answer.</summary>
    public Task SendAsync(Answer answer) => MlflowStub.SendAsync(Connection, answer);
}
