namespace ModelTracking.Records;

/// <summary>On what a process of the run runs: machine, runtime, program. Its packages are the artifact <see cref="PackagesArtifact"/>.</summary>
public sealed record EnvironmentCaptured : TrackingRecord
{
    /// <summary>Name of the machine.</summary>
    public string Host { get; init; } = "";

    /// <summary>Name of the user.</summary>
    public string User { get; init; } = "";

    /// <summary>The operating system with its version.</summary>
    public string Os { get; init; } = "";

    /// <summary>Processor architecture of the process, for example <c>x64</c>.</summary>
    public string Architecture { get; init; } = "";

    /// <summary>The processor's name; null where the system does not say.</summary>
    public string? Cpu { get; init; }

    /// <summary>Number of logical processors that the process may use.</summary>
    public int Cores { get; init; }

    /// <summary>Memory that the process may use, in bytes: the machine's, or the container's limit.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Graphics processors of NVIDIA and, on Linux, AMD; empty where there are none, or none are visible (see <see cref="Notes"/>).</summary>
    public IReadOnlyList<GpuInfo> Gpus { get; init => field = value ?? []; } = [];

    /// <summary>Version of the first one's driver.</summary>
    public string? GpuDriver { get; init; }

    /// <summary>Newest CUDA version that the driver supports.</summary>
    public string? Cuda { get; init; }

    /// <summary>The runtime, for example <c>.NET 10.0.1</c>.</summary>
    public string Framework { get; init; } = "";

    /// <summary>The runtime identifier, for example <c>linux-x64</c>.</summary>
    public string Rid { get; init; } = "";

    /// <summary>What the program was built for, for example <c>.NETCoreApp,Version=v10.0</c>.</summary>
    public string? TargetFramework { get; init; }

    /// <summary>Newest .NET SDK installed beside the runtime; null where there is none.</summary>
    public string? Sdk { get; init; }

    /// <summary>Name of the program's assembly.</summary>
    public string? EntryAssembly { get; init; }

    /// <summary>The program's informational version, without the commit that may follow it.</summary>
    public string? EntryVersion { get; init; }

    /// <summary>The command line; what looks like a secret stands as <c>[redacted]</c>.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>The working folder at the start.</summary>
    public string WorkingFolder { get; init; } = "";

    /// <summary>Number of the process.</summary>
    public int ProcessId { get; init; }

    /// <summary>The kind of container, for example <c>docker</c> or <c>kubernetes</c>; null outside one.</summary>
    public string? Container { get; init; }

    /// <summary>The CI system, for example <c>GitHub Actions</c>; null outside one.</summary>
    public string? Ci { get; init; }

    /// <summary>The cluster job, for example <c>Slurm job 4711</c>; null outside one.</summary>
    public string? Job { get; init; }

    /// <summary>Allowed environment variables; the value of one that looks like a secret is <c>[redacted]</c>.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();

    /// <summary>Number of NuGet packages in the resolved graph.</summary>
    public int PackageCount { get; init; }

    /// <summary>Path of the artifact that lists packages, projects and native libraries (kind <c>packages</c>).</summary>
    public string? PackagesArtifact { get; init; }

    /// <summary>What could not be had, and why: one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init => field = value ?? []; } = [];
}
