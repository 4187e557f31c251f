using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using ModelTracking.MLflow.Connection;
using Polly;

namespace ModelTracking.MLflow;

/// <summary>How requests travel: pooled connections, credentials for one host only, time limits, repetition and a circuit breaker.</summary>
public static class MlflowHttp
{
    /// <summary>Name of the client that <see cref="AddMlflowHttpClient"/> adds.</summary>
    public const string ClientName = "ModelTracking.MLflow";

    /// <summary>Adds the client to a program's own services; give the resulting factory in <see cref="MlflowOptions.HttpClientFactory"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">The server and how to get in.</param>
    /// <returns>For further handlers.</returns>
    public static IHttpClientBuilder AddMlflowHttpClient(this IServiceCollection services, MlflowOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        var address = MlflowAddress.Resolve(options);
        var credentials = MlflowCredentials.Resolve(options, address.Server, address.Token);
        var builder = services.AddHttpClient(ClientName, static client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("ModelTracking.Sdk");
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => options.PrimaryHandler?.Invoke() ?? Pooling(options));
        builder.AddResilienceHandler("mlflow", pipeline => Resilience.Configure(pipeline, options));
        builder.AddHttpMessageHandler(() => new AuthorizationHandler(credentials, address.Server));
        return builder;
    }

    internal static IHttpClientFactory Own(MlflowOptions options, out ServiceProvider services)
    {
        var collection = new ServiceCollection();
        collection.AddMlflowHttpClient(options);
        services = collection.BuildServiceProvider();
        return services.GetRequiredService<IHttpClientFactory>();
    }

    private static SocketsHttpHandler Pooling(MlflowOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            // A redirect would turn a POST into a GET, or carry a request to somebody else: it is told, not followed.
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            // Shorter than MLflow's servers keep one: a connection that is closed while a request is on its way costs a look at what arrived.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(1.5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            MaxConnectionsPerServer = 16,
            UseCookies = false,
        };
        TlsSettings.Apply(options, handler);
        return handler;
    }
}
