using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32;

namespace ModelTracking.Capture.Machine;

/// <summary>The processor's name, where the system tells it.</summary>
internal static partial class Processor
{
    public static string? Name()
    {
        try
        {
            return OperatingSystem.IsWindows() ? OnWindows()
                : OperatingSystem.IsMacOS() ? OnMac()
                : File.Exists("/proc/cpuinfo") ? FromCpuInfo(File.ReadLines("/proc/cpuinfo"))
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Security.SecurityException or DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    // x86 names the model; ARM mostly only the board.
    internal static string? FromCpuInfo(IEnumerable<string> lines)
    {
        string? board = null;
        foreach (var line in lines)
        {
            var parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
            if (parts is ["model name", { Length: > 0 } name])
            {
                return name;
            }

            board = parts is ["Model" or "Hardware", { Length: > 0 } text] ? text : board;
        }

        return board;
    }

    [SupportedOSPlatform("windows")]
    private static string? OnWindows()
    {
        using var key = Registry.LocalMachine.OpenSubKey(@"HARDWARE\DESCRIPTION\System\CentralProcessor\0");
        return (key?.GetValue("ProcessorNameString") as string)?.Trim() ?? System.Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
    }

    private static unsafe string? OnMac()
    {
        nint length = 256;
        var buffer = stackalloc byte[256];
        return SysctlByName("machdep.cpu.brand_string", buffer, ref length, 0, 0) == 0 && length > 1
            ? Encoding.UTF8.GetString(buffer, (int)length - 1)
            : null;
    }

    [LibraryImport("libc", EntryPoint = "sysctlbyname", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int SysctlByName(string name, byte* value, ref nint length, nint newValue, nint newLength);
}
