using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ModelTracking.Dashboard.Access;
using ModelTracking.Diagnostics;

namespace ModelTracking.Dashboard;

/// <summary>
/// A dashboard on its own, for one person on one machine: it listens on loopback alone and lets in who has its login
/// link. To serve others, map it into an app with authentication: <c>app.MapModelTracking("/tracking").RequireAuthorization()</c>.
/// </summary>
public sealed class DashboardServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DashboardServer(WebApplication app, Uri address, LinkLogin login)
    {
        _app = app;
        Address = address;
        LoginLink = new Uri(address, $"login?token={login.Token}");
    }

    /// <summary>Where it listens, for example <c>http://127.0.0.1:6010/</c>.</summary>
    public Uri Address { get; }

    /// <summary>Opens the dashboard in a browser. Its token is random, and new at each start.</summary>
    public Uri LoginLink { get; }

    /// <summary>Starts a dashboard.</summary>
    /// <param name="options">What it shows.</param>
    /// <param name="port">The port; 0 for any that is free.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <exception cref="TrackingException">There is no store, or the port is taken.</exception>
    public static async Task<DashboardServer> StartAsync(DashboardOptions options, int port = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Limits.BodyBytes;
            kestrel.Limits.MaxRequestLineSize = Limits.UrlLength;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        var app = builder.Build();
        var login = options.Login = new LinkLogin(options.TimeProvider);
        try
        {
            app.MapModelTracking("/", options);
            await app.StartAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            await app.DisposeAsync();
            throw exception is IOException
                ? new TrackingException($"Port {port} is taken. Choose another, or 0 for any that is free.", exception)
                : exception is TrackingException ? exception : new TrackingException($"The dashboard could not be started: {exception.Message}", exception);
        }

        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new DashboardServer(app, new Uri(address), login);
    }

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    // Who starts it says when it ends.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
