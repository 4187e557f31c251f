using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ModelTracking.Hosting;

namespace ModelTracking;

/// <summary>Tracking in a program with services.</summary>
public static class ModelTrackingServiceExtensions
{
    /// <summary>The section that is read of a whole configuration.</summary>
    public const string SectionName = "ModelTracking";

    /// <summary>
    /// Adds one <see cref="TrackingClient"/> for the program, and a <see cref="Run"/> for each scope that asks for one: it starts when it is
    /// first asked for and ends with the scope. What goes wrong inside is told to the program's <c>ILogger</c>. At the end, after all
    /// other services have stopped, open runs are ended and everything is stored.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">
    /// The whole configuration, of which the section <c>ModelTracking</c> is read, or a section. Its keys are the properties of
    /// <see cref="TrackingOptions"/>: <c>Store</c>, <c>Experiment</c>, <c>Delivery:ShutdownTimeout</c>, <c>Capture:SystemMetrics</c> and so on. Default: none.
    /// </param>
    /// <param name="configure">Sets options after the configuration: for what cannot be written down, such as backends. Default: none.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddModelTracking(this IServiceCollection services, IConfiguration? configuration = null, Action<TrackingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<TrackingOptions>();
        if (configuration is not null)
        {
            services.AddSingleton<IConfigureOptions<TrackingOptions>>(new SettingsFromConfiguration(configuration as IConfigurationSection ?? configuration.GetSection(SectionName)));
        }

        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<TrackingOptions>, LoggerOfTheProgram>());
        services.TryAddSingleton(static provider => TrackingClient.Open(provider.GetRequiredService<IOptions<TrackingOptions>>().Value));
        services.TryAddSingleton(static provider => provider.GetRequiredService<TrackingClient>().Reader);
        services.TryAddScoped<RunScope>();
        services.TryAddScoped(static provider => provider.GetRequiredService<RunScope>().Start(provider.GetRequiredService<TrackingClient>()));
        services.AddHostedService<TrackingLifetime>();
        return services;
    }
}
