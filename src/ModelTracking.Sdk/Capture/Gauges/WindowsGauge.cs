using System.Runtime.InteropServices;

namespace ModelTracking.Capture.Gauges;

/// <summary>Windows: the kernel's own counters.</summary>
internal sealed partial class WindowsGauge : MachineGauge
{
    protected override CpuTimes? ReadCpu()
    {
        // Kernel time holds the idle time.
        return GetSystemTimes(out var idle, out var kernel, out var user) ? new CpuTimes(kernel + user - idle, kernel + user) : null;
    }

    protected override MemoryUse? ReadMemory()
    {
        var status = new MemoryStatus { Length = (uint)Marshal.SizeOf<MemoryStatus>() };
        return GlobalMemoryStatusEx(ref status) ? new MemoryUse(status.TotalPhysical - status.AvailablePhysical, status.TotalPhysical) : null;
    }

    [LibraryImport("kernel32.dll")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetSystemTimes(out ulong idle, out ulong kernel, out ulong user);

    [LibraryImport("kernel32.dll")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GlobalMemoryStatusEx(ref MemoryStatus status);

    [StructLayout(LayoutKind.Sequential)]
    private struct MemoryStatus
    {
        public uint Length;
        public uint LoadPercent;
        public ulong TotalPhysical;
        public ulong AvailablePhysical;
        public ulong TotalPage;
        public ulong AvailablePage;
        public ulong TotalVirtual;
        public ulong AvailableVirtual;
        public ulong AvailableExtended;
    }
}
