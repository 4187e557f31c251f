using ModelTracking.Records;

namespace ModelTracking.Cli.Json;

/// <summary>On what a process ran, in the tool's JSON. <c>PackagesArtifact</c> is the path of the artifact that lists its packages.</summary>
internal sealed record EnvironmentJson(
    string Host,
    string User,
    string Os,
    string Architecture,
    string? Cpu,
    int Cores,
    long MemoryBytes,
    IReadOnlyList<GpuInfo> Gpus,
    string? GpuDriver,
    string? Cuda,
    string Framework,
    string Rid,
    string? TargetFramework,
    string? Sdk,
    string? EntryAssembly,
    string? EntryVersion,
    string CommandLine,
    string WorkingFolder,
    int ProcessId,
    string? Container,
    string? Ci,
    string? Job,
    IReadOnlyDictionary<string, string> Variables,
    int PackageCount,
    string? PackagesArtifact,
    IReadOnlyList<string> Notes)
{
    public static EnvironmentJson Of(EnvironmentCaptured e) => new(
        e.Host, e.User, e.Os, e.Architecture, e.Cpu, e.Cores, e.MemoryBytes, e.Gpus, e.GpuDriver, e.Cuda, e.Framework, e.Rid, e.TargetFramework,
        e.Sdk, e.EntryAssembly, e.EntryVersion, e.CommandLine, e.WorkingFolder, e.ProcessId, e.Container, e.Ci, e.Job, e.Variables,
        e.PackageCount, e.PackagesArtifact, e.Notes);
}
