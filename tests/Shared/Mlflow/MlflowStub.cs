using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Mlflow.Stub.Faults;
using Mlflow.Stub.Http;
using Mlflow.Stub.State;

namespace Mlflow.Stub;

/// <summary>
/// An MLflow server on loopback that keeps all in memory, enforces the real one's rules and goes wrong by script.
/// <code>
/// await using var server = await MlflowStub.StartAsync();
/// server.Faults.On("runs/log-batch", Fault.ResetAfter);
/// ... // talk to server.Address
/// server.State.Runs.Values.Single().Points("loss")
/// </code>
/// Thread-safe; read <see cref="State"/> under its lock while requests are on their way.
/// </summary>
public sealed class MlflowStub : IAsyncDisposable
{
    private readonly StubOptions _options;
    private readonly Server _server;
    private readonly ConcurrentQueue<SeenRequest> _requests = new();
    private WebApplication? _application;
    private int _count;

    private MlflowStub(StubOptions options)
    {
        _options = options;
        State = new ServerState(options);
        _server = new Server(State);
    }

    /// <summary>Where it listens, with a slash at its end.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>All that it knows.</summary>
    public ServerState State { get; }

    /// <summary>What goes wrong.</summary>
    public FaultScript Faults { get; } = new();

    /// <summary>All requests so far, in the order in which they came.</summary>
    public IReadOnlyCollection<SeenRequest> Requests => _requests;

    /// <summary>How many requests came.</summary>
    public int RequestCount => Volatile.Read(ref _count);

    /// <summary>Starts a server on a free port of loopback.</summary>
    public static async Task<MlflowStub> StartAsync(StubOptions? options = null)
    {
        var stub = new MlflowStub(options ?? new StubOptions());
        var port = stub._options.Port > 0 ? stub._options.Port : FreePort();
        stub.Address = new Uri($"http://127.0.0.1:{port}/");
        await stub.ComeBackAsync();
        return stub;
    }

    /// <summary>Stops listening: connections are refused. What it knows stays.</summary>
    public async Task GoAwayAsync()
    {
        if (_application is { } application)
        {
            _application = null;
            await application.StopAsync(new CancellationToken(canceled: true));
            await application.DisposeAsync();
        }
    }

    /// <summary>Listens again, at the same address.</summary>
    public async Task ComeBackAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, Address.Port);
        });
        _application = builder.Build();
        _application.Run(HandleAsync);
        await _application.StartAsync();
    }

    public async ValueTask DisposeAsync() => await GoAwayAsync();

    internal static async Task SendAsync(HttpContext connection, Answer answer)
    {
        connection.Response.StatusCode = answer.Status;
        connection.Response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers)
        {
            connection.Response.Headers[name] = value;
        }

        connection.Response.ContentLength = answer.Body.Length;
        await connection.Response.Body.WriteAsync(answer.Body);
    }

    private async Task HandleAsync(HttpContext connection)
    {
        var number = Interlocked.Increment(ref _count);
        try
        {
            // The target as it was sent: the framework would resolve dots.
            var target = connection.Features.Get<IHttpRequestFeature>()!.RawTarget;
            var body = await ReadAsync(connection.Request);
            var headers = connection.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString(), StringComparer.Ordinal);
            var request = new SeenRequest(number, connection.Request.Method, target, headers, _options.KeepRequests ? body : []);
            if (_options.KeepRequests)
            {
                _requests.Enqueue(request);
            }

            var context = new FaultContext(connection, request, this, () => _server.Handle(request with { Body = body }, Address));
            if (Faults.Next(request) is { } fault)
            {
                await fault.Act(context);
            }
            else
            {
                await SendAsync(connection, body.LongLength > _options.LargestBody ? Answer.Text("413 Request Entity Too Large", 413) : context.Handle());
            }

            request.Status = connection.RequestAborted.IsCancellationRequested ? 0 : connection.Response.StatusCode;
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or Microsoft.AspNetCore.Connections.ConnectionAbortedException)
        {
            // The client went away.
        }
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var buffer = new MemoryStream();
        if (request.Headers.ContentEncoding == "gzip")
        {
            await using var unpacked = new GZipStream(request.Body, CompressionMode.Decompress);
            await unpacked.CopyToAsync(buffer);
        }
        else
        {
            await request.Body.CopyToAsync(buffer);
        }

        return buffer.ToArray();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
