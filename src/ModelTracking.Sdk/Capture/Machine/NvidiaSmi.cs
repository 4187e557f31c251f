using System.Globalization;
using System.Text.RegularExpressions;
using ModelTracking.Capture.Programs;

namespace ModelTracking.Capture.Machine;

/// <summary>Asks NVIDIA's tool for graphics processors, within a time limit. Once it has failed it is not asked again. Not thread-safe.</summary>
internal sealed partial class NvidiaSmi(CaptureOptions options)
{
    private const string Fields = "index,name,driver_version,memory.total,memory.used,utilization.gpu,power.draw,power.limit,temperature.gpu";

    private static readonly string[] UsualPlaces = [@"C:\Program Files\NVIDIA Corporation\NVSMI\nvidia-smi.exe", "/usr/lib/wsl/lib/nvidia-smi"];

    private string? _file;
    private GpuAnswer? _given;

    /// <summary>Whether the tool was found; known once it was asked.</summary>
    public bool IsThere => _file is not null;

    /// <summary>All graphics processors as they are now.</summary>
    public GpuAnswer Ask()
    {
        if (_given is not null)
        {
            return _given;
        }

        _file ??= ProgramFinder.Find(options.NvidiaSmi) ?? UsualPlaces.FirstOrDefault(p => options.NvidiaSmi == "nvidia-smi" && File.Exists(p));
        if (_file is null)
        {
            return _given = new GpuAnswer([], "No NVIDIA GPU is visible: there is neither nvidia-smi on the PATH nor the driver's library NVML.");
        }

        var result = Run($"--query-gpu={Fields}", "--format=csv,noheader,nounits");
        if (result.WasStopped)
        {
            return _given = new GpuAnswer([], $"nvidia-smi did not answer within {options.GpuTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s, so nothing is known of GPUs.");
        }

        if (!result.IsGood)
        {
            var said = result.Text.Split('\n').Concat(result.Error.Split('\n')).FirstOrDefault(l => l.Trim().Length > 0)?.Trim() ?? $"exit code {result.ExitCode}";
            return _given = new GpuAnswer([], $"nvidia-smi failed, so nothing is known of GPUs: {said}");
        }

        var gpus = Parse(result.Text);
        return gpus.Count > 0 ? new GpuAnswer(gpus, null)
            : _given = new GpuAnswer([], result.Text.Trim().Length == 0 || result.Text.Contains("No devices", StringComparison.OrdinalIgnoreCase)
                ? "nvidia-smi found no GPU."
                : "nvidia-smi gave an answer that could not be understood, so nothing is known of GPUs.");
    }

    /// <summary>Newest CUDA version that the driver supports; only its plain output tells.</summary>
    public string? AskCuda()
    {
        var result = _file is null || _given is not null ? null : Run();
        return result is { IsGood: true } && CudaVersion().Match(result.Text) is { Success: true } match ? match.Groups[1].Value : null;
    }

    internal static List<Gpu> Parse(string text)
    {
        var gpus = new List<Gpu>();
        foreach (var line in text.Split('\n'))
        {
            var cells = line.Split(',', StringSplitOptions.TrimEntries);
            if (cells.Length == Fields.Split(',').Length && int.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index) && cells[1].Length > 0)
            {
                gpus.Add(new Gpu(index, cells[1])
                {
                    Driver = cells[2].StartsWith('[') ? null : cells[2],
                    MemoryMiB = Number(cells[3]),
                    UsedMiB = Number(cells[4]),
                    UtilizationPercent = Number(cells[5]),
                    PowerWatts = Number(cells[6]),
                    PowerLimitWatts = Number(cells[7]),
                    Celsius = Number(cells[8]),
                });
            }
        }

        return gpus;
    }

    private ProgramResult Run(params string[] arguments) =>
        ExternalProgram.Run(new ProgramRequest(_file!, arguments) { Timeout = options.GpuTimeout, MaxOutput = 1 << 20 });

    // What a card does not tell stands as [N/A] or [Not Supported].
    private static double? Number(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    [GeneratedRegex(@"CUDA Version:\s*([0-9.]+)", RegexOptions.CultureInvariant)]
    private static partial Regex CudaVersion();
}
