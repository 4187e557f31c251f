using System.Reflection;
using ModelTracking.Capture.Git;
using ModelTracking.Capture.Machine;
using ModelTracking.Capture.Packages;
using ModelTracking.Capture.Secrets;
using ModelTracking.Records;

namespace ModelTracking.Capture;

/// <summary>What a process can say about itself: read once, however many runs it has. Thread-safe.</summary>
internal sealed class Snapshot
{
    private readonly Lazy<(EnvironmentCaptured Environment, PackageGraph Packages)> _environment;
    private readonly object _codeGate = new();
    private (string Place, long At, GitState State)? _lastCode;

    public Snapshot(CaptureOptions options)
    {
        Options = options;
        Rules = new Lazy<SecretRules>(() => SecretRules.OfProcess);
        Gpus = options.Gpu ? new GpuSource(new NvidiaSmi(options), new AmdCards(), new Nvml(NvmlLibrary.Load)) : null;
        _environment = new(() =>
        {
            var packages = DepsJson.OfProcess();
            return (new EnvironmentReader(Options, Rules.Value).Read(Gpus, packages), packages);
        });
    }

    /// <summary>A snapshot by these options, or, where the environment variable <c>MODELTRACKING_CAPTURE</c> is <c>off</c>, one that takes nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The options make no sense.</exception>
    public static Snapshot For(CaptureOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new Snapshot(System.Environment.GetEnvironmentVariable("MODELTRACKING_CAPTURE") is "off" or "0" or "false" ? CaptureOptions.Off() : options);
    }

    public CaptureOptions Options { get; }

    public Lazy<SecretRules> Rules { get; }

    public GpuSource? Gpus { get; }

    /// <summary>Machine, runtime and program.</summary>
    public (EnvironmentCaptured Environment, PackageGraph Packages) Environment() => _environment.Value;

    /// <summary>The code as it is now, or was a moment ago: a sweep of short runs does not ask git for each of them.</summary>
    /// <param name="notCode">Folders that are not code.</param>
    /// <param name="deadline">How much time is left.</param>
    /// <param name="time">The clock.</param>
    public GitState Code(IReadOnlyList<string> notCode, Func<TimeSpan> deadline, TimeProvider time)
    {
        var folders = Folders();
        var place = string.Join('\n', [.. folders, "", .. notCode]);
        lock (_codeGate)
        {
            if (_lastCode is { } last && last.Place == place && time.GetElapsedTime(last.At) is var age && age >= TimeSpan.Zero && age < Options.CodeFreshness)
            {
                return last.State;
            }

            var at = time.GetTimestamp();
            var state = new GitReader(Options, Rules.Value, deadline) { NotCode = notCode }.Read(folders);
            var builtFrom = EnvironmentReader.Version(Assembly.GetEntryAssembly()).Commit;
            state = state with { Code = state.Code with { BuiltFrom = builtFrom } };

            // What was cut short by the time limit is asked for again.
            _lastCode = deadline() > TimeSpan.Zero ? (place, at, state) : null;
            return state;
        }
    }

    private string[] Folders()
    {
        if (Options.CodeFolder is { } chosen)
        {
            return [Path.GetFullPath(chosen)];
        }

        // A file-based program ('dotnet run app.cs') is built far from its source, and says where that is.
        var source = AppContext.GetData("EntryPointFileDirectoryPath") as string;
        return [.. new[] { source, System.Environment.CurrentDirectory, AppContext.BaseDirectory }.Where(Directory.Exists).OfType<string>()];
    }
}
