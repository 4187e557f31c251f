namespace ModelTracking.Capture.Gauges;

/// <summary>The disk that the working folder lies on.</summary>
internal sealed class DiskGauge
{
    private const double Megabyte = 1e6;

    private DriveInfo? _drive;
    private bool _isUnknown;

    public void AddTo(Action<string, double> add)
    {
        if (_isUnknown)
        {
            return;
        }

        try
        {
            _drive ??= Find(System.Environment.CurrentDirectory);
            if (_drive is { IsReady: true, TotalSize: > 0 and var total })
            {
                var free = _drive.AvailableFreeSpace;
                add("disk_usage_megabytes", (total - free) / Megabyte);
                add("disk_available_megabytes", free / Megabyte);
                add("disk_usage_percentage", 100.0 * (total - free) / total);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            _isUnknown = true;
        }
    }

    // On Windows a path names its drive; elsewhere the longest mount point that the path begins with is it.
    private static DriveInfo? Find(string folder) => OperatingSystem.IsWindows()
        ? new DriveInfo(Path.GetPathRoot(folder)!)
        : DriveInfo.GetDrives().Where(d => IsWithin(folder, d.Name)).MaxBy(d => d.Name.Length);

    private static bool IsWithin(string folder, string mount) =>
        mount == "/" || folder == mount || folder.StartsWith(mount.TrimEnd('/') + "/", StringComparison.Ordinal);
}
