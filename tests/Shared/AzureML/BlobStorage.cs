using System.Net;
using System.Xml.Linq;
using Mlflow.Stub.State;

namespace AzureML.Stub;

/// <summary>The storage behind a workspace: takes bytes at signed addresses only, in one piece or in blocks. Not thread-safe.</summary>
public sealed class BlobStorage(ArtifactFiles files)
{
    public const string Host = "storage.blob.core.windows.net";
    private readonly Dictionary<string, (string Path, bool CanWrite)> _signed = [];
    private readonly Dictionary<(string Signature, string Id), byte[]> _blocks = [];

    /// <summary>Signs no more addresses that are good at once: each is refused this many times first.</summary>
    public int ExpiredAddresses { get; set; }

    public Uri Sign(string path, bool canWrite)
    {
        // Such a signature has letters that a careless client would change.
        var signature = $"s%2B{_signed.Count}%3D";
        _signed[signature] = (path, canWrite);
        return new Uri($"https://{Host}/azureml/{Uri.EscapeDataString(path)}?sv=2024&sig={signature}");
    }

    public HttpResponseMessage Handle(HttpRequestMessage request, byte[] body)
    {
        var query = request.RequestUri!.Query.TrimStart('?').Split('&').Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
        if (request.Headers.Authorization is not null)
        {
            // Storage refuses a request that is signed in two ways.
            return Answer(HttpStatusCode.BadRequest);
        }

        if (!_signed.TryGetValue(query.GetValueOrDefault("sig", ""), out var grant) || ExpiredAddresses-- > 0)
        {
            return Answer(HttpStatusCode.Forbidden);
        }

        if (request.Method == HttpMethod.Get)
        {
            return files.Find(grant.Path) is { } bytes ? new HttpResponseMessage { Content = new ByteArrayContent(bytes) } : Answer(HttpStatusCode.NotFound);
        }

        if (!grant.CanWrite)
        {
            return Answer(HttpStatusCode.Forbidden);
        }

        switch (query.GetValueOrDefault("comp"))
        {
            case "block":
                _blocks[(query["sig"], Uri.UnescapeDataString(query["blockid"]))] = body;
                break;
            case "blocklist":
                var list = XDocument.Parse(System.Text.Encoding.UTF8.GetString(body)).Root!.Elements("Latest").Select(e => _blocks[(query["sig"], e.Value)]);
                files.Put(grant.Path, list.Aggregate(new MemoryStream(), (all, block) => { all.Write(block); return all; }).ToArray());
                break;
            case null when request.Headers.TryGetValues("x-ms-blob-type", out var kind) && kind.Single() == "BlockBlob":
                files.Put(grant.Path, body);
                break;
            default:
                return Answer(HttpStatusCode.BadRequest);
        }

        return Answer(HttpStatusCode.Created);
    }

    private static HttpResponseMessage Answer(HttpStatusCode status) => new(status);
}
