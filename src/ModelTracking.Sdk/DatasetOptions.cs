using ModelTracking.Records;

namespace ModelTracking;

/// <summary>What may be said about a data set.</summary>
public sealed class DatasetOptions
{
    /// <summary>What it is used for, for example <c>train</c>. Default: none.</summary>
    public string? Context { get; set; }

    /// <summary>Where it came from. Default: the path, for a file or a folder; credentials in an address are left out.</summary>
    public string? Source { get; set; }

    /// <summary>Its digest, where it is known already. Default: computed from the content.</summary>
    public string? Digest { get; set; }

    /// <summary>Number of rows. Default: counted for rows, and for <c>.csv</c> and <c>.tsv</c> files of up to 256 MiB, else unknown.</summary>
    public long? Rows { get; set; }

    /// <summary>Its columns. Default: read from the header of <c>.csv</c> and <c>.tsv</c> files, else unknown.</summary>
    public IList<ColumnSpec> Columns { get; } = [];
}
