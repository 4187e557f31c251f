using ModelTracking.Backends;
using ModelTracking.Reading;
using TorchSharp;

namespace ModelTracking.Tests.Training;

internal static class Small
{
    public static IRunReader Reader(this InMemoryBackend memory) => memory;

    /// <summary>Tracks a model where there is a run; its final weights are not of interest.</summary>
    public static void Track_(this torch.nn.Module model, Run? run)
    {
        if (run is not null)
        {
            model.Track(run, new ModuleTracking { LogFinal = false });
        }
    }
}
