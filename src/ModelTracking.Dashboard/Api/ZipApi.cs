using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Artifacts;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Api;

/// <summary>Gives the artifacts of a run, or of a folder of it, as one archive.</summary>
internal static class ZipApi
{
    public static void Map(EndpointMap map, DashboardSource source) => map.Artifact("/api/runs/{id}/zip", context => SendAsync(context, source));

    private static async Task SendAsync(HttpContext context, DashboardSource source)
    {
        var runs = source.For(context).Runs;
        var run = await RunApi.FindAsync(runs, Ask.Run(context), context.RequestAborted);
        var folder = Ask.Text(context, "folder", Limits.KeyLength);
        var artifacts = ArtifactApi.Listed(run).Where(a => folder.Length == 0 || a.Path.StartsWith($"{folder}/", StringComparison.Ordinal)).OrderBy(a => a.Path, StringComparer.Ordinal).ToArray();
        Check(artifacts, folder);
        if (Answer.IsKnown(context, Tag(artifacts)))
        {
            return;
        }

        var response = context.Response;
        response.ContentType = "application/zip";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(Answer.FileName($"{run.Name} {(folder.Length == 0 ? "artifacts" : folder[(folder.LastIndexOf('/') + 1)..])}") + ".zip");
        response.Headers.ContentDisposition = disposition.ToString();
        await new ArtifactZip(artifacts).WriteAsync(response.Body, path => runs.OpenArtifactAsync(run.Id, path, context.RequestAborted), context.RequestAborted);
    }

    /// <summary>Before the first byte: afterwards nothing can be said any more.</summary>
    /// <exception cref="ApiException">There is nothing, or more than an archive takes.</exception>
    public static void Check(IReadOnlyCollection<ArtifactEntry> artifacts, string folder)
    {
        if (artifacts.Count == 0)
        {
            throw ApiException.NotFound(folder.Length == 0 ? "The run has no artifacts." : "The run has no such folder of artifacts.");
        }

        if (artifacts.Count > Limits.ZipFiles || artifacts.Sum(a => (decimal)Math.Max(0, a.Length)) > Limits.ZipBytes)
        {
            throw new ApiException(422, "too-large", string.Create(CultureInfo.InvariantCulture, $"An archive takes at most {Limits.ZipFiles} files and {Limits.ZipBytes >> 30} GiB. Take it folder by folder, or file by file with 'modeltracking artifacts RUN --get PATH'."));
        }
    }

    private static string Tag(ArtifactEntry[] artifacts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var artifact in artifacts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{artifact.Path}\0{artifact.Hash}\0{UnixTime.ToMicroseconds(artifact.Time)}\n"));
        }

        return $"zip-{Convert.ToHexStringLower(hash.GetCurrentHash().AsSpan(0, 16))}";
    }
}
