using ModelTracking.Diagnostics;

namespace ModelTracking.Versioning;

/// <summary>How versions are read and written. Plain values, read once.</summary>
public sealed class VersionStoreOptions
{
    /// <summary>Who makes commits and registers models. Default: the environment variable <c>MODELTRACKING_AUTHOR</c>, else <c>GIT_AUTHOR_NAME</c>, else the user's name.</summary>
    public string? Author { get; set; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Finds the state of the code. Default: none, source files are stored.</summary>
    public ICodeSource? Code { get; set; }

    /// <summary>Describes the environment. Default: none, values are given by hand.</summary>
    public IEnvironmentSource? Environment { get; set; }

    /// <summary>Hears of damaged runs. Default: nobody.</summary>
    public TrackingDiagnostics? Diagnostics { get; set; }

    internal string AuthorOrDefault() =>
        new[] { Author, System.Environment.GetEnvironmentVariable("MODELTRACKING_AUTHOR"), System.Environment.GetEnvironmentVariable("GIT_AUTHOR_NAME"), System.Environment.UserName }
            .FirstOrDefault(a => !string.IsNullOrWhiteSpace(a)) ?? "unknown";
}
