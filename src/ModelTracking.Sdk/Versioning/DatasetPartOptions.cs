namespace ModelTracking.Versioning;

/// <summary>How a commit takes up a dataset.</summary>
public sealed class DatasetPartOptions
{
    /// <summary>Keeps the bytes in the store too, so that a checkout brings them back. Default: false, the digest alone.</summary>
    public bool Store { get; set; }

    /// <summary>Number of rows. Default: null; counted for <c>.csv</c>, <c>.tsv</c> (without the header) and <c>.jsonl</c> files.</summary>
    public long? Rows { get; set; }

    /// <summary>Names and types of the columns, in one line. Default: null; the header, for <c>.csv</c> and <c>.tsv</c> files.</summary>
    public string? Schema { get; set; }

    /// <summary>Where it came from, if the path says too little. Default: null, the path.</summary>
    public string? Source { get; set; }
}
