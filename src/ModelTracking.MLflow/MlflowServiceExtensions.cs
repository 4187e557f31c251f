using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ModelTracking.MLflow;
using ModelTracking.MLflow.Connection;
using ModelTracking.MLflow.Replication;

namespace ModelTracking;

/// <summary>A tracking server in a program with services.</summary>
public static class MlflowServiceExtensions
{
    /// <summary>
    /// Replicates the runs of the program's <see cref="TrackingClient"/> (see <c>AddModelTracking</c> of ModelTracking.Extensions.Hosting) to a tracking server, with clients of the program's own
    /// <see cref="IHttpClientFactory"/>, and adds a <see cref="MlflowClient"/> for the rest of MLflow's API. Called again, it only sets more options.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the server, credentials and so on. Default: MLflow's environment variables. <c>services.Configure&lt;MlflowOptions&gt;(section)</c> takes them from a configuration.</param>
    /// <returns>For further handlers, which are outside of repetition and credentials.</returns>
    public static IHttpClientBuilder AddMlflow(this IServiceCollection services, Action<MlflowOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<MlflowOptions>();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        return services.AddMlflow(MlflowHttp.ClientName, static provider => provider.GetRequiredService<IOptions<MlflowOptions>>().Value);
    }

    /// <summary>As <see cref="AddMlflow(IServiceCollection, Action{MlflowOptions})"/>, with options that are made of the services: what packages for other kinds of servers call.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name of the HTTP client, and the key of the <see cref="MlflowClient"/>; the first one added is there without a key too.</param>
    /// <param name="options">Makes the options; asked more than once.</param>
    /// <returns>For further handlers.</returns>
    public static IHttpClientBuilder AddMlflow(this IServiceCollection services, string name, Func<IServiceProvider, MlflowOptions> options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(options);
        if (services.Any(s => s.ServiceType == typeof(MlflowClient) && Equals(s.ServiceKey, name)))
        {
            return services.AddHttpClient(name);
        }

        services.AddKeyedSingleton(name, (provider, _) => new MlflowClient(new MlflowConnection(options(provider), provider.GetRequiredService<IHttpClientFactory>().CreateClient(name))));
        services.TryAddSingleton(provider => provider.GetRequiredKeyedService<MlflowClient>(name));
        services.AddSingleton<IConfigureOptions<TrackingOptions>>(provider => new ConfigureOptions<TrackingOptions>(
            tracking => tracking.Replicas.Add(new MlflowTarget(provider.GetRequiredKeyedService<MlflowClient>(name)))));
        return services.AddMlflowHttpClient(name, options);
    }
}
