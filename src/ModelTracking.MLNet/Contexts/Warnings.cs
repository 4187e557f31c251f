using ModelTracking.MLNet.Training;
using ModelTracking.Records;

namespace ModelTracking.MLNet.Contexts;

/// <summary>Logs warnings and errors of ML.NET as events <c>mlnet.warning</c> and <c>mlnet.error</c>, each different one once.</summary>
internal static class Warnings
{
    public static void Log(Run run, MLNetOptions options, bool isError, string source, string message)
    {
        var text = $"{source}: {message}";
        if (options.LogWarnings && RunTrainings.Of(run).AdmitsWarning(text))
        {
            run.LogEvent(isError ? "mlnet.error" : "mlnet.warning", text, isError ? EventSeverity.Error : EventSeverity.Warning);
        }
    }
}
