using System.Diagnostics;

namespace ModelTracking.Journal;

/// <summary>What a journal writer can be told. Identity is settable so that tests get the same bytes every time.</summary>
internal sealed class JournalWriterOptions
{
    /// <summary>Size at which a segment is closed and a new one begun. 128 MiB.</summary>
    public long SegmentBytes { get; init; } = 128 << 20;

    /// <summary>
    /// Most bytes kept in memory since the last sync, to be written again should that sync fail; when they are
    /// reached, the writer syncs by itself. 8 MiB.
    /// </summary>
    public int UnsyncedBytes { get; init; } = 8 << 20;

    /// <summary>The clock. The system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The machine's name. This machine's.</summary>
    public string Host { get; init; } = Environment.MachineName;

    /// <summary>The process. This one.</summary>
    public int Pid { get; init; } = Environment.ProcessId;

    /// <summary>When the process began. This process's start.</summary>
    public DateTimeOffset ProcessStart { get; init; } = StartOfThisProcess();

    private static DateTimeOffset StartOfThisProcess()
    {
        using var process = Process.GetCurrentProcess();
        return process.StartTime.ToUniversalTime();
    }
}
