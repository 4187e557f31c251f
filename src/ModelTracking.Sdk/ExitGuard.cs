using System.Runtime.InteropServices;
using ModelTracking.Records;

namespace ModelTracking;

/// <summary>
/// Ends open runs when the process goes: at a normal exit, on SIGINT, SIGTERM, SIGHUP, SIGQUIT, and when an exception
/// is not caught. Knows every client that wants it; one per process.
/// </summary>
internal static class ExitGuard
{
    /// <summary>How long a dying process waits for the disk.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly List<TrackingClient> Clients = [];
    private static readonly List<PosixSignalRegistration> Signals = [];
    private static bool _isHooked;
    private static volatile bool _wasSignalled;

    public static void Watch(TrackingClient client)
    {
        // Before the first run: what is thrown from now on is remembered.
        ExceptionsInFlight.Watch();
        lock (Clients)
        {
            Clients.Add(client);
            if (_isHooked)
            {
                return;
            }

            _isHooked = true;
            AppDomain.CurrentDomain.ProcessExit += (_, _) => OnExit();
            AppDomain.CurrentDomain.UnhandledException += (_, e) => OnUnhandled(e.ExceptionObject as Exception);
            foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT])
            {
                try
                {
                    Signals.Add(PosixSignalRegistration.Create(signal, _ => OnSignal()));
                }
                catch (PlatformNotSupportedException)
                {
                    // A platform without signals ends processes in its own way, and the journal is on disk anyhow.
                }
            }
        }
    }

    public static void Forget(TrackingClient client)
    {
        lock (Clients)
        {
            Clients.Remove(client);
        }
    }

    // The program may catch the signal and go on: so the end is noted, and what is logged later takes it back.
    private static void OnSignal()
    {
        _wasSignalled = true;
        NoteEnds(RunStatus.Killed, null);
    }

    private static void OnUnhandled(Exception? exception)
    {
        NoteEnds(RunStatus.Failed, exception);
        if (exception is not null)
        {
            EndedByDispose.Amend(exception);
        }
    }

    private static void OnExit()
    {
        var (status, why) = _wasSignalled ? (RunStatus.Killed, null)
            : Environment.ExitCode == 0 ? (RunStatus.Finished, (Exception?)null)
            : (RunStatus.Failed, null);
        Wait(Snapshot().Select(client => client.CloseAsync(status, why)));
    }

    private static void NoteEnds(RunStatus status, Exception? exception) =>
        Wait(Snapshot().Select(client => client.NoteEndsAsync(status, exception)));

    private static TrackingClient[] Snapshot()
    {
        lock (Clients)
        {
            return [.. Clients];
        }
    }

    private static void Wait(IEnumerable<Task> tasks)
    {
        try
        {
            Task.WaitAll([.. tasks], Patience);
        }
        catch (AggregateException)
        {
            // The process is going: there is nobody left to tell.
        }
    }
}
