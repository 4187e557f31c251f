namespace ModelTracking.Capture;

/// <summary>
/// What a run tells about itself without a line of code. Everything happens in the background, fails no run, and can be
/// switched off one by one, or altogether with <see cref="Off"/> or the environment variable <c>MODELTRACKING_CAPTURE=off</c>.
/// </summary>
public sealed class CaptureOptions
{
    /// <summary>Machine, runtime, program, packages. Default: true.</summary>
    public bool Environment { get; set; } = true;

    /// <summary>
    /// Names of environment variables to keep, with <c>*</c> for any text. The value of one that looks like a secret is
    /// never kept. Default: those that change how training runs (<c>DOTNET_*</c>, <c>CUDA_*</c>, <c>OMP_*</c>, <c>SLURM_*</c>, ...).
    /// </summary>
    public IList<string> Variables { get; } = [.. Machine.VariableRules.Default];

    /// <summary>Commit, branch, remote and whether the work tree is changed. Default: true.</summary>
    public bool Code { get; set; } = true;

    /// <summary>
    /// The folder whose repository is asked. Default: null, the folder of a file-based program, else the working folder,
    /// else, where that is in no repository, the program's own folder.
    /// </summary>
    public string? CodeFolder { get; set; }

    /// <summary>For how long one look at the code serves the next runs of the process as well; zero asks git for each run. Default: 1 s.</summary>
    public TimeSpan CodeFreshness { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Uncommitted changes and small untracked files as a patch; files that look like secrets are left out. Default: true.</summary>
    public bool Patch { get; set; } = true;

    /// <summary>Largest change of one file in the patch, in bytes. Default: 1 MiB.</summary>
    public long MaxPatchFileBytes { get; set; } = 1 << 20;

    /// <summary>Largest patch, in bytes; files beyond it are named but left out. Default: 10 MiB.</summary>
    public long MaxPatchBytes { get; set; } = 10 << 20;

    /// <summary>More names of files that hold secrets, with <c>*</c> for any text, beside those that are known as such (<c>.env</c>, <c>*.pem</c>, ...). Default: none.</summary>
    public IList<string> SecretFiles { get; } = [];

    /// <summary>How long the snapshot of code and environment may take before the rest is given up (and said so). Default: 10 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What the program writes to <see cref="Console.Out"/> and <see cref="Console.Error"/>, as the run's log. What native libraries write is not seen. Default: true.</summary>
    public bool Console { get; set; } = true;

    /// <summary>Characters of the beginning of the log that a run keeps, written as they come. Default: 4 Mi.</summary>
    public long MaxConsoleChars { get; set; } = 4 << 20;

    /// <summary>
    /// Characters of the end of the log that a run keeps where there is more than <see cref="MaxConsoleChars"/>; the lines between are
    /// counted. They wait in memory and are written when the run ends, or the process is told to: not when it is killed without warning. Default: 1 Mi.
    /// </summary>
    public long MaxConsoleTailChars { get; set; } = 1 << 20;

    /// <summary>CPU, memory, garbage collector, thread pool, disk, network, GPU, as metrics <c>system/...</c>. Default: true.</summary>
    public bool SystemMetrics { get; set; } = true;

    /// <summary>Time between two samples of system metrics; the first few come sooner, after a tenth of it and on. Default: 10 s.</summary>
    public TimeSpan SystemMetricsInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether graphics processors are looked at, through NVIDIA's <c>nvidia-smi</c> or, where that is not there, its library NVML, and, on Linux, the driver of AMD. Default: true.</summary>
    public bool Gpu { get; set; } = true;

    /// <summary>The program that is asked for graphics processors of NVIDIA: a name on the PATH, or a full path. Default: <c>nvidia-smi</c>.</summary>
    public string NvidiaSmi { get; set; } = "nvidia-smi";

    /// <summary>How long it may take to answer; after an answer that took longer it is not asked again. Default: 5 s.</summary>
    public TimeSpan GpuTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Names of <see cref="System.Diagnostics.Metrics.Meter"/>s to log, with <c>*</c> for any text; on .NET 9 and later <c>System.Runtime</c> has all the runtime tells of itself. Default: none.</summary>
    public IList<string> Meters { get; } = [];

    /// <summary>
    /// Names of <see cref="System.Diagnostics.ActivitySource"/>s whose spans' durations are to be logged, with <c>*</c> for any text: seconds as
    /// <c>SOURCE/NAME/mean</c>, <c>min</c>, <c>max</c>, and their <c>count</c>; those that failed in the context <c>status=error</c>. Default: none.
    /// </summary>
    public IList<string> Activities { get; } = [];

    /// <summary>Time over which measurements of meters, and spans, are gathered into one point per instrument and tags. Default: 1 s.</summary>
    public TimeSpan MeterInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Series of meters, and of activities, that a run takes; more are told once and left out. Default: 1,000.</summary>
    public int MaxMeterSeries { get; set; } = 1000;

    /// <summary>What is watched while the run goes on. Default: all of it.</summary>
    public WatchdogOptions Watchdogs { get; set; } = new();

    /// <summary>Options with everything switched off.</summary>
    public static CaptureOptions Off() => new()
    {
        Environment = false,
        Code = false,
        Patch = false,
        Console = false,
        SystemMetrics = false,
        Gpu = false,
        Watchdogs = WatchdogOptions.Off(),
    };

    /// <exception cref="ArgumentOutOfRangeException">A value makes no sense; the message names it.</exception>
    internal void Validate()
    {
        Positive(SystemMetricsInterval, nameof(SystemMetricsInterval));
        Positive(MeterInterval, nameof(MeterInterval));
        Positive(Timeout, nameof(Timeout));
        Positive(GpuTimeout, nameof(GpuTimeout));
        ArgumentOutOfRangeException.ThrowIfLessThan(CodeFreshness, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxPatchBytes, nameof(MaxPatchBytes));
        ArgumentOutOfRangeException.ThrowIfNegative(MaxPatchFileBytes, nameof(MaxPatchFileBytes));
        ArgumentOutOfRangeException.ThrowIfNegative(MaxConsoleChars, nameof(MaxConsoleChars));
        ArgumentOutOfRangeException.ThrowIfNegative(MaxConsoleTailChars, nameof(MaxConsoleTailChars));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxMeterSeries, nameof(MaxMeterSeries));
        Watchdogs.Validate();
    }

    internal static void Positive(TimeSpan value, string name)
    {
        if (value <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be longer than zero; to switch a part of capture off, set its own switch to false.");
        }
    }
}
