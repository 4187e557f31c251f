using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ModelTracking.Access;
using ModelTracking.Dashboard.Access;
using ModelTracking.Diagnostics;

namespace ModelTracking.Dashboard;

/// <summary>
/// A dashboard on its own. <see cref="StartAsync"/> is for one person on one machine: loopback alone, and who has the login
/// link. <see cref="ServeAsync"/> is for others, with keys and roles. Inside an app of one's own:
/// <c>app.MapModelTracking("/tracking").RequireAuthorization()</c>.
/// </summary>
public sealed class DashboardServer : IAsyncDisposable
{
    private static readonly TimeSpan SignInLifetime = TimeSpan.FromHours(12);

    private readonly WebApplication _app;

    private DashboardServer(WebApplication app)
    {
        _app = app;
        Address = LoginLink = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Where it is reached, for example <c>http://127.0.0.1:6010/</c>.</summary>
    public Uri Address { get; private set; }

    /// <summary>Opens the dashboard in a browser. For one person it holds a token that is random, and new at each start; for others it is the page that asks for a key.</summary>
    public Uri LoginLink { get; private set; }

    /// <summary>Starts a dashboard for one person on this machine.</summary>
    /// <param name="options">What it shows.</param>
    /// <param name="port">The port; 0 for any that is free.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <exception cref="TrackingException">There is no store, or the port is taken.</exception>
    public static async Task<DashboardServer> StartAsync(DashboardOptions options, int port = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var builder = Builder(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var login = new LinkLogin(options.TimeProvider);
        options.Gate = _ => new LocalGate(login);
        var server = await RunAsync(builder.Build(), options, port, cancellationToken);
        server.LoginLink = new Uri(server.Address, $"login?token={login.Token}");
        return server;
    }

    /// <summary>
    /// Starts a dashboard for others: programs send <c>Authorization: Bearer KEY</c>, people log in with a key or their organisation's
    /// sign-in, and each may do what their roles say. Privileged acts stand in the store's <see cref="AuditLog"/>.
    /// </summary>
    /// <param name="options">What it shows: a store in a folder.</param>
    /// <param name="serving">How it is reached.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <exception cref="TrackingException">It would be unsafe, there is no store, or the port is taken; the message says what to do.</exception>
    public static async Task<DashboardServer> ServeAsync(DashboardOptions options, DashboardServing serving, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(serving);
        ServedGate? gate = null;
        options.Gate = source =>
        {
            var folder = source.Folder ?? throw new TrackingException("Only a store in a folder can be served to others: its keys lie there.");
            var keys = AccessKeys.Open(folder, options.TimeProvider);
            ServingRules.Check(serving, keys, options.TimeProvider);
            return gate = new ServedGate(serving, keys, AuditLog.Open(folder, options.TimeProvider), options.TimeProvider);
        };
        var builder = Builder(kestrel => kestrel.Listen(serving.Address, serving.Port, listen =>
        {
            if (serving.Certificate is { } certificate)
            {
                listen.UseHttps(certificate);
            }
        }));
        builder.WebHost.UseKestrelHttpsConfiguration();
        if (serving.SignInScheme is not null)
        {
            AddSignIn(builder.Services, serving, () => gate!);
        }

        var app = builder.Build();
        if (serving.SignInScheme is not null)
        {
            // The sign-in makes its own addresses from this, whatever a proxy has made of the request.
            app.Use((context, next) =>
            {
                context.Request.Scheme = gate!.PublicAddress.Scheme;
                if (gate.IsOwn(context.Request.Host))
                {
                    return next(context);
                }

                context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
                return Task.CompletedTask;
            });
            app.UseAuthentication();
        }

        var server = await RunAsync(app, options, serving.Port, cancellationToken);
        gate!.PublicAddress = server.Address = serving.PublicAddress ?? server.Address;
        server.LoginLink = server.Address;
        return server;
    }

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static void AddSignIn(IServiceCollection services, DashboardServing serving, Func<ServedGate> gate)
    {
        // Sessions end with the server, as those of keys do; nothing is left on the disk.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        var authentication = services.AddAuthentication(DashboardServing.SessionScheme).AddCookie(DashboardServing.SessionScheme, cookie =>
        {
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.Name = "modeltracking-signin";

            // Lax, since one comes back from the sign-in's own pages. What changes anything asks for its origin besides.
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = serving.PublicAddress?.Scheme == Uri.UriSchemeHttps || serving.Certificate is not null ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = SignInLifetime;
            cookie.SlidingExpiration = false;
            cookie.Events.OnSigningIn = context =>
            {
                gate().NoteSignIn(context.HttpContext, context.Principal!);
                return Task.CompletedTask;
            };
        });
        serving.Authentication?.Invoke(authentication);
    }

    private static WebApplicationBuilder Builder(Action<KestrelServerOptions> listen)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Limits.LongBodyBytes;
            kestrel.Limits.MaxRequestLineSize = Limits.UrlLength;
            listen(kestrel);
        });
        return builder;
    }

    private static async Task<DashboardServer> RunAsync(WebApplication app, DashboardOptions options, int port, CancellationToken cancellationToken)
    {
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

        return new DashboardServer(app);
    }

    // Who starts it says when it ends.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
