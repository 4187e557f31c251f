using ModelTracking.Diagnostics;

namespace ModelTracking.MLNet;

/// <summary>Keeps our own failures out of training: they are told to the run. What <c>ThrowOnError</c> throws passes.</summary>
internal static class Guard
{
    public static void Run(Run run, string what, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is not TrackingException)
        {
            Tell(run, what, exception);
        }
    }

    public static void Tell(Run run, string what, Exception? exception = null) => run.Tell(new Trouble(
        TroubleKind.CaptureFailed,
        exception is null ? $"{what} could not be captured from this version of Microsoft.ML ({typeof(Microsoft.ML.MLContext).Assembly.GetName().Version})." : $"{what} could not be captured: {exception.Message}",
        "Training is not affected. Microsoft.ML 5.0.1 is what ModelTracking.MLNet is tested with; please report it.",
        exception));
}
