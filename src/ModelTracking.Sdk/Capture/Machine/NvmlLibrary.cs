using System.Runtime.InteropServices;

namespace ModelTracking.Capture.Machine;

/// <summary>Finds NVIDIA's management library, which comes with the driver: also into containers that have no <c>nvidia-smi</c>.</summary>
internal static class NvmlLibrary
{
    private static readonly string[] OnWindows = ["nvml.dll", @"C:\Program Files\NVIDIA Corporation\NVSMI\nvml.dll"];
    private static readonly string[] OnLinux = ["libnvidia-ml.so.1", "libnvidia-ml.so", "/usr/lib/wsl/lib/libnvidia-ml.so.1"];

    /// <summary>Loads it, for as long as the process lives.</summary>
    /// <returns>Gives the address of a function by its name, 0 where there is none of that name; null where there is no library.</returns>
    public static Func<string, nint>? Load()
    {
        // There is none for macOS.
        foreach (var name in OperatingSystem.IsWindows() ? OnWindows : OperatingSystem.IsLinux() ? OnLinux : [])
        {
            if (NativeLibrary.TryLoad(name, out var library))
            {
                return function => NativeLibrary.TryGetExport(library, function, out var address) ? address : 0;
            }
        }

        return null;
    }
}
