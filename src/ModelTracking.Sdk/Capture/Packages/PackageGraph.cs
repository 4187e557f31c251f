using System.Text.Json.Serialization;

namespace ModelTracking.Capture.Packages;

/// <summary>What a program was put together from, as the build resolved it. Stored as the artifact <c>environment/packages.json</c>; its schema stands in <c>Charts/SCHEMAS.md</c>.</summary>
public sealed record PackageGraph
{
    /// <summary>Path of the artifact within a run.</summary>
    public const string Path = "environment/packages.json";

    /// <summary>The <c>kind</c> of the artifact.</summary>
    public const string Kind = "packages";

    /// <summary>The program, as its <c>deps.json</c> names it; null where there is none.</summary>
    public string? Program { get; init; }

    /// <summary>The runtime target, for example <c>.NETCoreApp,Version=v10.0/linux-x64</c>.</summary>
    public string? Target { get; init; }

    /// <summary>NuGet packages by name.</summary>
    public IReadOnlyList<PackageEntry> Packages { get; init => field = value ?? []; } = [];

    /// <summary>Projects of the same solution, by name.</summary>
    public IReadOnlyList<PackageEntry> Projects { get; init => field = value ?? []; } = [];

    /// <summary>Shared frameworks with their versions, for example <c>Microsoft.NETCore.App 10.0.1</c>.</summary>
    public IReadOnlyList<string> Frameworks { get; init => field = value ?? []; } = [];

    /// <summary>Where the list is not what the build resolved, why.</summary>
    public string? Note { get; init; }

    /// <summary>Reads the artifact.</summary>
    /// <exception cref="System.Text.Json.JsonException">It is something else.</exception>
    public static PackageGraph Parse(Stream json) =>
        System.Text.Json.JsonSerializer.Deserialize(json, PackageJson.Default.PackageGraph) ?? new PackageGraph();

    internal byte[] ToBytes() => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(this, PackageJson.Default.PackageGraph);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(PackageGraph))]
internal sealed partial class PackageJson : JsonSerializerContext;
