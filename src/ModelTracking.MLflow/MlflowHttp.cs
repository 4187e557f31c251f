using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ModelTracking.MLflow.Connection;
using Polly;

namespace ModelTracking.MLflow;

/// <summary>How requests travel: pooled connections, credentials for one host only, time limits, repetition and a circuit breaker.</summary>
public static class MlflowHttp
{
    /// <summary>Name of the client that <see cref="AddMlflowHttpClient(IServiceCollection, MlflowOptions)"/> adds.</summary>
    public const string ClientName = "ModelTracking.MLflow";

    /// <summary>Adds the client to a program's own services; give the resulting factory in <see cref="MlflowOptions.HttpClientFactory"/>. <c>AddMlflow</c> does both.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">The server and how to get in.</param>
    /// <returns>For further handlers.</returns>
    public static IHttpClientBuilder AddMlflowHttpClient(this IServiceCollection services, MlflowOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return services.AddMlflowHttpClient(ClientName, _ => options);
    }

    internal static IHttpClientBuilder AddMlflowHttpClient(this IServiceCollection services, string name, Func<IServiceProvider, MlflowOptions> options)
    {
        ArgumentNullException.ThrowIfNull(services);
        var builder = services.AddHttpClient(name, static client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("ModelTracking.Sdk");
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RedactLoggedHeaders(static _ => true)
            .ConfigurePrimaryHttpMessageHandler(provider => options(provider) is var given && given.PrimaryHandler is { } make ? make() : Pooling(given));
        builder.AddResilienceHandler("mlflow", (pipeline, context) => Resilience.Configure(pipeline, options(context.ServiceProvider)));
        builder.AddHttpMessageHandler(provider => Authorization(options(provider)));
        return builder;
    }

    internal static IHttpClientFactory Own(MlflowOptions options, out ServiceProvider services)
    {
        var collection = new ServiceCollection();
        collection.AddMlflowHttpClient(options);
        services = collection.BuildServiceProvider();
        return services.GetRequiredService<IHttpClientFactory>();
    }

    private static AuthorizationHandler Authorization(MlflowOptions options)
    {
        var address = MlflowAddress.Resolve(options);
        return new AuthorizationHandler(MlflowCredentials.Resolve(options, address), address.Server);
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
