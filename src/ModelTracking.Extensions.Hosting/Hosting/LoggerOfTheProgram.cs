using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ModelTracking.Hosting;

/// <summary>Trouble is told where the program tells its own, unless the options say otherwise.</summary>
internal sealed class LoggerOfTheProgram(ILoggerFactory? logging = null) : IPostConfigureOptions<TrackingOptions>
{
    public void PostConfigure(string? name, TrackingOptions options) => options.LoggerFactory ??= logging;
}
