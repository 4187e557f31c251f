using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Digits;

/// <summary>
/// Processor time of the calling thread, in nanoseconds: what a call costs, however busy the machine is. Where the system
/// has no such clock (it is Linux's), time on the wall.
/// </summary>
internal static class ThreadClock
{
    private const int ThreadCpuTime = 3;

    public static long Now()
    {
        if (!OperatingSystem.IsLinux())
        {
            return (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
        }

        _ = GetTime(ThreadCpuTime, out var time);
        return (time.Seconds * 1_000_000_000L) + time.Nanoseconds;
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
