using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace ModelTracking.Tests.Capture;

/// <summary>NVIDIA's management library as a table of native functions: two cards, of which the second tells little.</summary>
internal static unsafe class FakeNvml
{
    private const int NotSupported = 3;

    /// <summary>The address of a function by its name, as the real library gives it.</summary>
    public static nint Export(string name) => name switch
    {
        "nvmlInit_v2" => (nint)(delegate* unmanaged[Cdecl]<int>)&Init,
        "nvmlDeviceGetCount_v2" => (nint)(delegate* unmanaged[Cdecl]<uint*, int>)&Count,
        "nvmlDeviceGetHandleByIndex_v2" => (nint)(delegate* unmanaged[Cdecl]<uint, nint*, int>)&Handle,
        "nvmlDeviceGetName" => (nint)(delegate* unmanaged[Cdecl]<nint, byte*, uint, int>)&Name,
        "nvmlSystemGetDriverVersion" => (nint)(delegate* unmanaged[Cdecl]<byte*, uint, int>)&Driver,
        "nvmlSystemGetCudaDriverVersion_v2" => (nint)(delegate* unmanaged[Cdecl]<int*, int>)&Cuda,
        "nvmlDeviceGetMemoryInfo" => (nint)(delegate* unmanaged[Cdecl]<nint, ulong*, int>)&Memory,
        "nvmlDeviceGetUtilizationRates" => (nint)(delegate* unmanaged[Cdecl]<nint, uint*, int>)&Busy,
        "nvmlDeviceGetPowerUsage" => (nint)(delegate* unmanaged[Cdecl]<nint, uint*, int>)&Power,
        "nvmlDeviceGetTemperature" => (nint)(delegate* unmanaged[Cdecl]<nint, int, uint*, int>)&Temperature,

        // As an old driver: it knows no enforced limit.
        _ => 0,
    };

    /// <summary>A library whose driver does not answer.</summary>
    public static nint Broken(string name) => name == "nvmlInit_v2" ? (nint)(delegate* unmanaged[Cdecl]<int>)&DriverNotLoaded : Export(name);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Init() => 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int DriverNotLoaded() => 9;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Count(uint* count) => Give(count, 2u);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Handle(uint index, nint* device) => Give(device, (nint)index + 100);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Name(nint device, byte* text, uint length) => Write(device == 100 ? "NVIDIA H100 80GB HBM3" : "NVIDIA L4", text, length);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Driver(byte* text, uint length) => Write("550.54.15", text, length);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Cuda(int* version) => Give(version, 12040);

    // Total, free, used.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Memory(nint device, ulong* memory)
    {
        (memory[0], memory[1], memory[2]) = (85_899_345_920, 85_899_345_920 - 1_073_741_824, 1_073_741_824);
        return 0;
    }

    // Of the processor, of its memory.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Busy(nint device, uint* busy)
    {
        (busy[0], busy[1]) = (93, 41);
        return device == 100 ? 0 : NotSupported;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Power(nint device, uint* milliwatts) => device == 100 ? Give(milliwatts, 310_500u) : NotSupported;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Temperature(nint device, int sensor, uint* celsius) => sensor == 0 ? Give(celsius, 51u) : NotSupported;

    private static int Give<T>(T* place, T value)
        where T : unmanaged
    {
        *place = value;
        return 0;
    }

    private static int Write(string text, byte* place, uint length)
    {
        var written = Encoding.UTF8.GetBytes(text, new Span<byte>(place, (int)length - 1));
        place[written] = 0;
        return 0;
    }
}
