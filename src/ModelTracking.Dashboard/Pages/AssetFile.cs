namespace ModelTracking.Dashboard.Pages;

/// <summary>A file of the client.</summary>
/// <param name="MediaType">Its media type.</param>
/// <param name="Plain">Its bytes.</param>
/// <param name="Brotli">The same compressed with brotli; null where that gains nothing.</param>
/// <param name="Gzip">The same compressed with gzip; null where that gains nothing.</param>
internal sealed record AssetFile(string MediaType, byte[] Plain, byte[]? Brotli, byte[]? Gzip);
