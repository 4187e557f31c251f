using System.Runtime.InteropServices;
using ModelTracking.Records;

namespace ModelTracking.Training;

/// <summary>
/// Memory in use on NVIDIA GPUs, from the driver's own library (NVML): TorchSharp has no call for it. Reading takes
/// microseconds and waits for no stream.
/// </summary>
internal sealed unsafe class GpuMemory
{
    private readonly delegate* unmanaged[Cdecl]<nint, NvmlMemory*, int> _memoryInfo;
    private readonly nint[] _devices;

    private GpuMemory(delegate* unmanaged[Cdecl]<nint, NvmlMemory*, int> memoryInfo, nint[] devices)
    {
        _memoryInfo = memoryInfo;
        _devices = devices;
    }

    /// <summary>Null where there is no NVIDIA GPU, or its driver is not usable.</summary>
    public static GpuMemory? TryOpen()
    {
        var names = OperatingSystem.IsWindows() ? new[] { "nvml.dll" } : ["libnvidia-ml.so.1", "libnvidia-ml.so"];
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var library))
            {
                return TryOpen(library);
            }
        }

        return null;
    }

    /// <summary>Bytes in use per GPU; -1 where one could not be asked.</summary>
    public IEnumerable<(int Index, long Used, long Total)> Read() => Enumerable.Range(0, _devices.Length).Select(Read);

    public void Log(Run run, long step)
    {
        foreach (var (index, used, total) in Read())
        {
            if (used >= 0)
            {
                // The names and units that MLflow gives the same figures.
                run.LogMetric($"{SystemKeys.Prefix}gpu_{index}_memory_usage_megabytes", used / 1e6, step);
                run.LogMetric($"{SystemKeys.Prefix}gpu_{index}_memory_usage_percentage", 100.0 * used / total, step);
            }
        }
    }

    private static GpuMemory? TryOpen(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "nvmlInit_v2", out var init)
            || !NativeLibrary.TryGetExport(library, "nvmlDeviceGetCount_v2", out var count)
            || !NativeLibrary.TryGetExport(library, "nvmlDeviceGetHandleByIndex_v2", out var handle)
            || !NativeLibrary.TryGetExport(library, "nvmlDeviceGetMemoryInfo", out var memory)
            || ((delegate* unmanaged[Cdecl]<int>)init)() != 0)
        {
            return null;
        }

        uint number;
        if (((delegate* unmanaged[Cdecl]<uint*, int>)count)(&number) != 0 || number == 0)
        {
            return null;
        }

        var devices = new List<nint>();
        for (uint i = 0; i < number; i++)
        {
            nint device;
            if (((delegate* unmanaged[Cdecl]<uint, nint*, int>)handle)(i, &device) == 0)
            {
                devices.Add(device);
            }
        }

        return new GpuMemory((delegate* unmanaged[Cdecl]<nint, NvmlMemory*, int>)memory, [.. devices]);
    }

    private (int Index, long Used, long Total) Read(int index)
    {
        NvmlMemory memory;
        return _memoryInfo(_devices[index], &memory) == 0 ? (index, (long)memory.Used, (long)memory.Total) : (index, -1, 0);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct NvmlMemory
    {
        public ulong Total;
        public ulong Free;
        public ulong Used;
    }
}
