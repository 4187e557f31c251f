using System.Runtime.InteropServices;
using System.Text;

namespace ModelTracking.Journal;

/// <summary>Folders as Unix opens them, which .NET does not offer.</summary>
internal static partial class UnixFolder
{
    /// <summary>A descriptor, to be given to <see cref="Close"/>; below zero where the folder cannot be opened (see <see cref="Marshal.GetLastPInvokeError"/>).</summary>
    public static int Open(string folder, int flags = 0) => Open(Encoding.UTF8.GetBytes(folder + '\0'), flags);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(byte[] path, int flags);
}
