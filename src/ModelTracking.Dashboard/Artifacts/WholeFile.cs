using ModelTracking.Dashboard.Api;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Artifacts;

/// <summary>An artifact whose format needs to be read from its end, in memory up to a bound.</summary>
internal static class WholeFile
{
    private const long MaxBytes = 256 << 20;

    /// <exception cref="ApiException">It is too large.</exception>
    public static async Task<MemoryStream> ReadAsync(Stream bytes, ArtifactEntry artifact, CancellationToken cancellationToken)
    {
        if (artifact.Length > MaxBytes)
        {
            throw new ApiException(422, "too-large", "This file is larger than 256 MiB, too large to be shown here; download it.");
        }

        var memory = new MemoryStream((int)artifact.Length);
        await bytes.CopyToAsync(memory, cancellationToken);
        memory.Position = 0;
        return memory;
    }
}
