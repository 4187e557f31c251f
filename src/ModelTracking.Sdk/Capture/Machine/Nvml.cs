using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace ModelTracking.Capture.Machine;

/// <summary>
/// Asks NVIDIA's management library (NVML) for graphics processors, where its program <c>nvidia-smi</c> is not there. What one card or
/// an old driver does not tell is left out. Not thread-safe.
/// </summary>
/// <param name="load">Loads the library: gives the address of a function by its name, 0 for none; null where there is no library.</param>
internal sealed unsafe class Nvml(Func<Func<string, nint>?> load)
{
    private const int LongestText = 128;
    private const double Mebibyte = 1 << 20;
    private const double Milli = 1e-3;

    private Func<string, nint>? _export;
    private bool _isOpen;
    private bool _wasTried;

    /// <summary>All graphics processors as they are now; empty where there are none, or the library is not there or does not work.</summary>
    public IReadOnlyList<Gpu> Read()
    {
        uint count = 0;
        if (!Open() || Function("nvmlDeviceGetCount_v2") is not (not 0 and var counter) || ((delegate* unmanaged[Cdecl]<uint*, int>)counter)(&count) != 0)
        {
            return [];
        }

        var driver = Text("nvmlSystemGetDriverVersion");
        var gpus = new List<Gpu>();
        for (uint index = 0; index < count; index++)
        {
            nint device;
            if (Function("nvmlDeviceGetHandleByIndex_v2") is not 0 and var handle && ((delegate* unmanaged[Cdecl]<uint, nint*, int>)handle)(index, &device) == 0)
            {
                gpus.Add(Card((int)index, device, driver));
            }
        }

        return gpus;
    }

    /// <summary>Newest CUDA version that the driver supports, for example <c>12.4</c>; null where it is not known.</summary>
    public string? Cuda()
    {
        // 12040 stands for 12.4.
        int version;
        return Open() && Function("nvmlSystemGetCudaDriverVersion_v2") is not 0 and var ask && ((delegate* unmanaged[Cdecl]<int*, int>)ask)(&version) == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{version / 1000}.{version % 1000 / 10}")
            : null;
    }

    private bool Open()
    {
        if (!_wasTried)
        {
            _wasTried = true;
            _export = load();
            _isOpen = Function("nvmlInit_v2") is not 0 and var init && ((delegate* unmanaged[Cdecl]<int>)init)() == 0;
        }

        return _isOpen;
    }

    private nint Function(string name) => _export?.Invoke(name) ?? 0;

    private Gpu Card(int index, nint device, string? driver)
    {
        var memory = default(Memory);
        var busy = default(Busy);
        uint celsius = 0;
        var hasMemory = Function("nvmlDeviceGetMemoryInfo") is not 0 and var askMemory && ((delegate* unmanaged[Cdecl]<nint, Memory*, int>)askMemory)(device, &memory) == 0;
        var hasBusy = Function("nvmlDeviceGetUtilizationRates") is not 0 and var askBusy && ((delegate* unmanaged[Cdecl]<nint, Busy*, int>)askBusy)(device, &busy) == 0;
        var hasCelsius = Function("nvmlDeviceGetTemperature") is not 0 and var askCelsius && ((delegate* unmanaged[Cdecl]<nint, int, uint*, int>)askCelsius)(device, 0, &celsius) == 0;
        return new Gpu(index, Name(device) ?? "NVIDIA GPU")
        {
            Driver = driver,
            MemoryMiB = hasMemory ? memory.Total / Mebibyte : null,
            UsedMiB = hasMemory ? memory.Used / Mebibyte : null,
            UtilizationPercent = hasBusy ? busy.Gpu : null,
            PowerWatts = Number("nvmlDeviceGetPowerUsage", device) * Milli,
            PowerLimitWatts = Number("nvmlDeviceGetEnforcedPowerLimit", device) * Milli,
            Celsius = hasCelsius ? celsius : null,
        };
    }

    private string? Name(nint device)
    {
        var text = stackalloc byte[LongestText];
        return Function("nvmlDeviceGetName") is not 0 and var ask && ((delegate* unmanaged[Cdecl]<nint, byte*, uint, int>)ask)(device, text, LongestText) == 0 ? Read(text) : null;
    }

    private string? Text(string function)
    {
        var text = stackalloc byte[LongestText];
        return Function(function) is not 0 and var ask && ((delegate* unmanaged[Cdecl]<byte*, uint, int>)ask)(text, LongestText) == 0 ? Read(text) : null;
    }

    private double? Number(string function, nint device)
    {
        uint value;
        return Function(function) is not 0 and var ask && ((delegate* unmanaged[Cdecl]<nint, uint*, int>)ask)(device, &value) == 0 ? value : null;
    }

    private static string? Read(byte* text)
    {
        var bytes = new ReadOnlySpan<byte>(text, LongestText);
        var end = bytes.IndexOf((byte)0);
        return end > 0 ? Encoding.UTF8.GetString(bytes[..end]) : null;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Memory
    {
        public ulong Total;
        public ulong Free;
        public ulong Used;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Busy
    {
        public uint Gpu;
        public uint Memory;
    }
}
