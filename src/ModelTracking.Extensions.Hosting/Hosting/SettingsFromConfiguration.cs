using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ModelTracking.Diagnostics;

namespace ModelTracking.Hosting;

/// <summary>Options from a section; a value that makes no sense says which key it is.</summary>
internal sealed class SettingsFromConfiguration(IConfigurationSection section) : IConfigureOptions<TrackingOptions>
{
    public void Configure(TrackingOptions options)
    {
        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException exception)
        {
            throw new TrackingException($"The configuration under '{section.Path}' cannot be used: {exception.Message} Correct the value, or remove it for the default.", exception);
        }
    }
}
