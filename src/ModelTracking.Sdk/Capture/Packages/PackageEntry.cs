namespace ModelTracking.Capture.Packages;

/// <summary>A package or a project of a program.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its resolved version.</param>
public sealed record PackageEntry(string Name, string Version)
{
    /// <summary>True where the program or one of its projects names it itself.</summary>
    public bool IsDirect { get; init; }

    /// <summary>Names of what it depends on.</summary>
    public IReadOnlyList<string> Dependencies { get; init => field = value ?? []; } = [];

    /// <summary>Native libraries that it brings.</summary>
    public IReadOnlyList<string> NativeLibraries { get; init => field = value ?? []; } = [];

    /// <summary>Hash of the package (<c>sha512-...</c>), where the build kept it.</summary>
    public string? Hash { get; init; }
}
