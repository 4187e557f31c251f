using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ModelTracking.Artifacts;

/// <summary>
/// Opens a file for reading without the advisory lock that .NET takes on Unix: with it, training code that writes the
/// same file again with <c>File.Create</c> would get an exception because of us.
/// </summary>
internal static partial class UnlockedFile
{
    /// <summary>Whether the platform can do it; Windows shares by mode, not by lock.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() || OperatingSystem.IsMacOS();

    public static FileStream OpenRead(string path)
    {
        const int ReadOnly = 0;
        var closeOnExec = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;
        var descriptor = Open(path, ReadOnly | closeOnExec);
        return descriptor >= 0
            ? new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Read, bufferSize: 0)
            : throw new IOException($"'{path}' could not be opened (error {Marshal.GetLastPInvokeError()}).");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
