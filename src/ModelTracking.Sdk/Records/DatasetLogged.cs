namespace ModelTracking.Records;

/// <summary>The run used data. Equal digests mean equal data.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Digest">Digest of its content, for example <c>sha256:9f86...</c>.</param>
public sealed record DatasetLogged(string Name, string Digest) : TrackingRecord
{
    /// <summary>Where it came from: a path, an address or a query; without credentials.</summary>
    public string? Source { get; init; }

    /// <summary>What it was used for, for example <c>train</c>.</summary>
    public string? Context { get; init; }

    /// <summary>Number of rows, if known.</summary>
    public long? Rows { get; init; }

    /// <summary>Number of bytes, if known.</summary>
    public long? Bytes { get; init; }

    /// <summary>Its columns, if known.</summary>
    public IReadOnlyList<ColumnSpec> Columns { get; init => field = value ?? []; } = [];
}
