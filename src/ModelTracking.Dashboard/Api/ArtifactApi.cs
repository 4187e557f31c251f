using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Artifacts;
using ModelTracking.Dashboard.Json;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Api;

/// <summary>
/// Gives what a run has logged. An artifact is found by its exact path among those that the run lists, and its bytes by
/// their hash: no path of a request ever reaches the disk.
/// </summary>
internal static class ArtifactApi
{
    public static void Map(EndpointMap map, DashboardSource source)
    {
        map.Artifact("/api/runs/{id}/artifact", context => BytesAsync(context, source));
        map.Read("/api/runs/{id}/text", context => TextAsync(context, source));
        map.Read("/api/runs/{id}/table", context => TableAsync(context, source));
    }

    /// <exception cref="ApiException">The run has no such artifact.</exception>
    public static async Task<ArtifactEntry> FindAsync(HttpContext context, DashboardSource source)
    {
        var run = await RunApi.FindAsync(source.For(context).Runs, Ask.Run(context), context.RequestAborted);
        var path = Ask.Text(context, "path", Limits.KeyLength);
        return Listed(run).FirstOrDefault(a => a.Path == path) ?? throw ApiException.NotFound("The run has no such artifact.");
    }

    /// <summary>What a run has logged, as far as it is known by a hash: a journal that somebody else wrote may say anything.</summary>
    public static IEnumerable<ArtifactEntry> Listed(RunSummary run) => run.Artifacts.Where(a => a.Hash.Length == 64 && a.Hash.All(char.IsAsciiHexDigitLower));

    private static async Task BytesAsync(HttpContext context, DashboardSource source)
    {
        var artifact = await FindAsync(context, source);
        if (Answer.IsKnown(context, artifact.Hash))
        {
            return;
        }

        await using var bytes = await source.For(context).Runs.OpenArtifactAsync(Ask.Run(context), artifact.Path, context.RequestAborted);
        var response = context.Response;
        var shown = context.Request.Query["as"] == "download" ? null : ShownTypes.Of(artifact.MediaType);
        response.ContentType = shown ?? ShownTypes.Download;
        response.ContentLength = artifact.Length;
        var disposition = new ContentDispositionHeaderValue(shown is null ? "attachment" : "inline");
        disposition.SetHttpFileName(artifact.Path[(artifact.Path.LastIndexOf('/') + 1)..]);
        response.Headers.ContentDisposition = disposition.ToString();
        await bytes.CopyToAsync(response.Body, context.RequestAborted);
    }

    private static async Task TextAsync(HttpContext context, DashboardSource source)
    {
        var artifact = await FindAsync(context, source);
        if (Answer.IsKnown(context, artifact.Hash))
        {
            return;
        }

        await using var bytes = await source.For(context).Runs.OpenArtifactAsync(Ask.Run(context), artifact.Path, context.RequestAborted);
        // One byte more than there should be: only at its end is an artifact known to be what it was.
        var buffer = new byte[(int)Math.Min(artifact.Length + 1, Limits.TextBytes)];
        var read = await bytes.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted);
        context.Response.ContentType = "text/plain; charset=utf-8";
        if (artifact.Length > read)
        {
            context.Response.Headers["X-Cut-From"] = artifact.Length.ToString(CultureInfo.InvariantCulture);
        }

        await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
    }

    private static async Task TableAsync(HttpContext context, DashboardSource source)
    {
        var artifact = await FindAsync(context, source);
        var from = Ask.Number(context, "from", 0, 0, int.MaxValue);
        var limit = Ask.Number(context, "limit", 100, 1, Limits.Rows);
        await using var bytes = await source.For(context).Runs.OpenArtifactAsync(Ask.Run(context), artifact.Path, context.RequestAborted);
        var table = TableReader.IsParquet(artifact)
            ? await ParquetPage.ReadAsync(await WholeFile.ReadAsync(bytes, artifact, context.RequestAborted), from, limit, context.RequestAborted)
            : TableReader.Read(bytes, artifact, from, limit, context.RequestAborted);
        await Answer.JsonAsync(context, table, DashboardJson.Default.TableDto);
    }
}
