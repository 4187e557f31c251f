using System.Runtime.InteropServices;

namespace ModelTracking.Journal;

/// <summary>fsync of a folder, which .NET does not offer. Unix only.</summary>
internal static partial class FolderSync
{
    private const int InvalidArgument = 22;
    private const int NotSupportedLinux = 95;
    private const int NotSupportedMac = 45;

    public static void Sync(string folder)
    {
        var descriptor = UnixFolder.Open(folder);
        if (descriptor < 0)
        {
            throw new IOException($"The folder '{folder}' cannot be opened to be synced (error {Marshal.GetLastPInvokeError()}).");
        }

        try
        {
            // Some network file systems cannot sync a folder and say so: there is nothing better to do there.
            if (Fsync(descriptor) != 0
                && Marshal.GetLastPInvokeError() is var error and not (InvalidArgument or NotSupportedLinux or NotSupportedMac))
            {
                throw new IOException($"The folder '{folder}' cannot be synced (error {error}).", error);
            }
        }
        finally
        {
            _ = UnixFolder.Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Fsync(int descriptor);
}
