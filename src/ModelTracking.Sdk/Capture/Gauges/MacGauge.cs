using System.Runtime.InteropServices;

namespace ModelTracking.Capture.Gauges;

/// <summary>macOS: the Mach kernel's statistics.</summary>
internal sealed unsafe partial class MacGauge : MachineGauge
{
    private const int CpuLoadInfo = 3;
    private const int VmInfo64 = 4;
    private const int CpuStates = 4;
    private const int VmInfo64Count = 38;

    // Places, in 32-bit words, within vm_statistics64.
    private const int ActivePages = 1;
    private const int WiredPages = 3;
    private const int CompressorPages = 32;

    protected override CpuTimes? ReadCpu()
    {
        var ticks = stackalloc uint[CpuStates];
        uint count = CpuStates;
        if (HostStatistics(MachHostSelf(), CpuLoadInfo, ticks, ref count) != 0)
        {
            return null;
        }

        // user, system, idle, nice
        return new CpuTimes((double)ticks[0] + ticks[1] + ticks[3], (double)ticks[0] + ticks[1] + ticks[2] + ticks[3]);
    }

    protected override MemoryUse? ReadMemory()
    {
        var words = stackalloc uint[VmInfo64Count];
        uint count = VmInfo64Count;
        ulong total = 0;
        nint length = sizeof(ulong);
        if (HostStatistics64(MachHostSelf(), VmInfo64, words, ref count) != 0 || SysctlByName("hw.memsize", &total, ref length, 0, 0) != 0)
        {
            return null;
        }

        return new MemoryUse(((double)words[ActivePages] + words[WiredPages] + words[CompressorPages]) * System.Environment.SystemPageSize, total);
    }

    [LibraryImport("libSystem.dylib", EntryPoint = "mach_host_self")]
    private static partial uint MachHostSelf();

    [LibraryImport("libSystem.dylib", EntryPoint = "host_statistics")]
    private static partial int HostStatistics(uint host, int flavor, uint* info, ref uint count);

    [LibraryImport("libSystem.dylib", EntryPoint = "host_statistics64")]
    private static partial int HostStatistics64(uint host, int flavor, uint* info, ref uint count);

    [LibraryImport("libSystem.dylib", EntryPoint = "sysctlbyname", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SysctlByName(string name, ulong* value, ref nint length, nint newValue, nint newLength);
}
