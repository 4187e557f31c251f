namespace ModelTracking.MLNet.Datasets;

/// <summary>What is known of a data set.</summary>
/// <param name="Digest">First 16 hexadecimal digits of a SHA-256 over schema, row count and the rows read.</param>
/// <param name="Rows">Number of rows; null where it cannot be known without reading all.</param>
/// <param name="RowsRead">How many rows the digest covers.</param>
internal sealed record DataFingerprint(string Digest, long? Rows, long RowsRead);
