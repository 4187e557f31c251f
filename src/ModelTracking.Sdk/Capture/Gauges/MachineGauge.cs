namespace ModelTracking.Capture.Gauges;

/// <summary>Processor and memory of the whole machine; null where the system does not tell. One way per operating system.</summary>
internal abstract class MachineGauge
{
    public static MachineGauge ForThisSystem() =>
        OperatingSystem.IsWindows() ? new WindowsGauge()
        : OperatingSystem.IsMacOS() ? new MacGauge()
        : new LinuxGauge();

    public CpuTimes? Cpu() => Try(ReadCpu);

    public MemoryUse? Memory() => Try(ReadMemory);

    protected abstract CpuTimes? ReadCpu();

    protected abstract MemoryUse? ReadMemory();

    private static T? Try<T>(Func<T?> read)
        where T : struct
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }
}
