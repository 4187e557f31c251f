using System.Globalization;

namespace ModelTracking.Capture.Machine;

/// <summary>Reads AMD's graphics processors from the files in which the Linux driver shows them: no program is run for it.</summary>
/// <param name="root">Where the file system begins. Default: <c>/</c>.</param>
internal sealed class AmdCards(string root = "/")
{
    private const string Vendor = "0x1002";
    private const double Mebibyte = 1 << 20;
    private const double Micro = 1e-6;
    private const double Milli = 1e-3;

    /// <summary>All cards as they are now; empty where there are none, or the system shows none.</summary>
    /// <param name="firstIndex">Number of the first card.</param>
    public IReadOnlyList<Gpu> Read(int firstIndex)
    {
        try
        {
            var folder = Path.Combine(root, "sys/class/drm");
            return !Directory.Exists(folder) ? [] :
            [
                .. Directory.EnumerateDirectories(folder, "card*")
                    .Select(path => (Path: Path.Combine(path, "device"), Number: Path.GetFileName(path)["card".Length..]))
                    .Where(card => int.TryParse(card.Number, NumberStyles.None, CultureInfo.InvariantCulture, out _) && Text(card.Path, "vendor") == Vendor)
                    .OrderBy(card => int.Parse(card.Number, CultureInfo.InvariantCulture))
                    .Select((card, i) => Card(card.Path, firstIndex + i)),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private Gpu Card(string device, int index)
    {
        var sensors = Path.Combine(device, "hwmon");
        var sensor = Directory.Exists(sensors) ? Directory.EnumerateDirectories(sensors).FirstOrDefault() ?? sensors : sensors;
        return new Gpu(index, Text(device, "product_name") is { Length: > 0 } name ? name : $"AMD GPU {Text(device, "device")}")
        {
            Driver = Text(Path.Combine(root, "sys/module/amdgpu"), "version") is { Length: > 0 } version ? $"amdgpu {version}" : "amdgpu",
            MemoryMiB = Number(device, "mem_info_vram_total") / Mebibyte,
            UsedMiB = Number(device, "mem_info_vram_used") / Mebibyte,
            UtilizationPercent = Number(device, "gpu_busy_percent"),
            PowerWatts = (Number(sensor, "power1_average") ?? Number(sensor, "power1_input")) * Micro,
            PowerLimitWatts = Number(sensor, "power1_cap") * Micro,
            Celsius = Number(sensor, "temp1_input") * Milli,
        };
    }

    private static double? Number(string folder, string file) =>
        double.TryParse(Text(folder, file), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    // A sensor that sleeps answers with an error instead of a value.
    private static string? Text(string folder, string file)
    {
        try
        {
            var path = Path.Combine(folder, file);
            return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
