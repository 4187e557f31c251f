using ModelTracking.Capture;
using ModelTracking.Diagnostics;
using ModelTracking.Versioning.Sources;
using ModelTracking.Versioning.Storage;

namespace ModelTracking.Versioning;

/// <summary>How versions are read and written. Plain values, read once.</summary>
public sealed class VersionStoreOptions
{
    /// <summary>Who makes commits and registers models. Default: the environment variable <c>MODELTRACKING_AUTHOR</c>, else <c>GIT_AUTHOR_NAME</c>, else the user's name.</summary>
    public string? Author { get; set; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Finds the state of the code. Default: null, git is asked; where there is no git, source files are stored.</summary>
    public ICodeSource? Code { get; set; }

    /// <summary>Describes the environment. Default: null, this process is described.</summary>
    public IEnvironmentSource? Environment { get; set; }

    /// <summary>Hears of damaged runs. Default: nobody.</summary>
    public TrackingDiagnostics? Diagnostics { get; set; }

    /// <summary>How code and environment are captured where no source is given.</summary>
    internal Snapshot? Snapshot { get; set; }

    internal VersionContext Context(IVersionStorage storage, IReadOnlyList<string> notCode)
    {
        var snapshot = Snapshot ?? Capture.Snapshot.For(new CaptureOptions());
        return new VersionContext(storage, TimeProvider, AuthorOrDefault())
        {
            Code = Code ?? new CapturedCode(snapshot, notCode, TimeProvider),
            Environment = Environment ?? new CapturedEnvironment(snapshot),
        };
    }

    private string AuthorOrDefault() =>
        new[] { Author, System.Environment.GetEnvironmentVariable("MODELTRACKING_AUTHOR"), System.Environment.GetEnvironmentVariable("GIT_AUTHOR_NAME"), System.Environment.UserName }
            .FirstOrDefault(a => !string.IsNullOrWhiteSpace(a)) ?? "unknown";
}
