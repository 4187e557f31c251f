namespace ModelTracking.Export;

/// <summary>A format of tables.</summary>
public enum TableFormat
{
    /// <summary>Comma-separated values (RFC 4180), UTF-8, with a header; times in ISO 8601, numbers exact, texts that would be formulas marked (see <see cref="CsvText"/>).</summary>
    Csv,

    /// <summary>Apache Parquet, Snappy, with typed columns.</summary>
    Parquet,

    /// <summary>One JSON object a line; what a run does not have is left out. NaN and infinity are texts.</summary>
    JsonLines,
}
