using System.Text;
using ModelTracking.Dashboard.Api;
using ModelTracking.Dashboard.Artifacts;
using ModelTracking.Dashboard.Json;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Sharing;

/// <summary>Takes artifacts into a saved page, as far as they can be shown and there is room. Not thread-safe.</summary>
internal sealed class SavedArtifacts(IRunReader runs)
{
    private const long MaxEach = 1 << 20;
    private const int RowsOfTables = 100;
    private static readonly string[] Pictures = ["image/png", "image/jpeg", "image/gif", "image/webp"];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private long _room = 24 << 20;

    public Dictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, TableDto> Tables { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Images { get; } = new(StringComparer.Ordinal);

    public List<string> LeftOut { get; } = [];

    /// <summary>Takes one in, unless it is there already.</summary>
    public async Task AddAsync(RunSummary run, ArtifactEntry artifact, CancellationToken cancellationToken)
    {
        var type = artifact.MediaType.Split(';')[0];
        var isPicture = Pictures.Contains(type);
        var key = $"{run.Id} {artifact.Path}";
        if ((!isPicture && ShownTypes.Of(type)?.StartsWith("text/plain", StringComparison.Ordinal) != true) || !_seen.Add(key))
        {
            return;
        }

        if (artifact.Length > MaxEach || artifact.Length > _room)
        {
            LeftOut.Add(artifact.Path);
            return;
        }

        _room -= artifact.Length;
        await AddAsync(key, run, artifact, isPicture ? type : null, cancellationToken);
    }

    private async Task AddAsync(string key, RunSummary run, ArtifactEntry artifact, string? picture, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await runs.OpenArtifactAsync(run.Id, artifact.Path, cancellationToken);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, cancellationToken);
            if (picture is not null)
            {
                Images[key] = $"data:{picture};base64,{Convert.ToBase64String(bytes.ToArray())}";
                return;
            }

            Texts[key] = Encoding.UTF8.GetString(bytes.ToArray());
            if (artifact.Kind == "table" || artifact.MediaType is "text/csv" or "text/tab-separated-values")
            {
                bytes.Position = 0;
                Tables[key] = TableReader.Read(bytes, artifact, 0, RowsOfTables, cancellationToken) with { HasMore = false };
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or ApiException)
        {
            LeftOut.Add(artifact.Path);
        }
    }
}
