using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ModelTracking.AzureML;
using ModelTracking.MLflow;

namespace ModelTracking;

/// <summary>A workspace of Azure ML in a program with services.</summary>
public static class AzureMLServiceExtensions
{
    /// <summary>
    /// Replicates the runs of the program's <see cref="TrackingClient"/> (see <c>AddModelTracking</c> of ModelTracking.Extensions.Hosting) to a workspace, with clients of the program's own
    /// <see cref="System.Net.Http.IHttpClientFactory"/>, and adds a <see cref="MlflowClient"/> with the key <c>ModelTracking.AzureML</c> for the rest of its API.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the workspace, the credential and so on. Default: what the environment says, which is enough inside a job.</param>
    /// <returns>For further handlers.</returns>
    public static IHttpClientBuilder AddAzureML(this IServiceCollection services, Action<AzureMLOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<AzureMLOptions>();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        // One for the program: what it holds (a job's token, who is signed in) is to be asked for once.
        services.AddKeyedSingleton("ModelTracking.AzureML", static (provider, _) => provider.GetRequiredService<IOptions<AzureMLOptions>>().Value.ToMlflow());
        return services.AddMlflow("ModelTracking.AzureML", static provider => provider.GetRequiredKeyedService<MlflowOptions>("ModelTracking.AzureML"));
    }
}
