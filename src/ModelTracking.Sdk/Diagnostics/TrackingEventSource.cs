using System.Diagnostics.Tracing;

namespace ModelTracking.Diagnostics;

/// <summary>Troubles for <c>dotnet-trace</c> and event listeners, under the name <c>ModelTracking</c>.</summary>
[EventSource(Name = "ModelTracking")]
internal sealed class TrackingEventSource : EventSource
{
    public static readonly TrackingEventSource Log = new();

    private TrackingEventSource()
    {
    }

    [Event(1, Level = EventLevel.Warning, Message = "{0}: {1} {2}")]
    public void Trouble(string kind, string message, string remedy)
    {
        if (IsEnabled())
        {
            WriteEvent(1, kind, message, remedy);
        }
    }
}
