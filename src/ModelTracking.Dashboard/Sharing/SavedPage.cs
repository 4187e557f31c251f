using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ModelTracking.Dashboard.Api;
using ModelTracking.Dashboard.Json;
using ModelTracking.Dashboard.Pages;
using ModelTracking.Dashboard.Series;
using ModelTracking.Reading;
using ModelTracking.Reading.Comparing;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Sharing;

/// <summary>A run, or several to be compared, as one file of HTML that opens from a disk: the dashboard's own pages with their data beside them, and nothing to be loaded.</summary>
internal static class SavedPage
{
    private const int Buckets = 400;
    private const int MaxSeries = 2000;

    public static async Task<byte[]> MakeAsync(IRunReader reader, IReadOnlyList<RunSummary> runs, TimeProvider time, CancellationToken cancellationToken)
    {
        var artifacts = new SavedArtifacts(reader);
        var (nested, logs) = (new Dictionary<string, NestedDto>(), new Dictionary<string, LinesDto>());
        var series = new List<(SeriesHeadDto, IReadOnlyList<MetricBucket>)>();
        foreach (var run in runs)
        {
            await artifacts.AddAsync(run, cancellationToken);
            nested[run.Id.ToString()] = await RunApi.NestedAsync(reader, run.Id, time, cancellationToken);
            logs[run.Id.ToString()] = await LogApi.ReadLogAsync(reader, run.Id, [], cancellationToken) with { HasMore = false };
            foreach (var metric in run.Metrics.Where(m => m.Count > 1 && series.Count < MaxSeries))
            {
                var buckets = await reader.ReadBucketsAsync(run.Id, metric.MetricKey, Buckets, cancellationToken: cancellationToken);
                series.Add((new SeriesHeadDto(run.Id.ToString(), metric.Key, metric.Context.ToString(), buckets.Count, metric.Count), buckets));
            }
        }

        using var frame = new MemoryStream();
        await SeriesFrame.WriteAsync(frame, series, cancellationToken);
        return Html(runs, new SavedDto
        {
            Version = AboutApi.Version,
            Time = RunMapping.Time(time.GetUtcNow()),
            Page = runs.Count == 1 ? $"runs/{runs[0].Id}" : $"compare?{string.Join('&', runs.Select(r => $"run={r.Id}"))}",
            Runs = [.. runs.Select(RunMapping.Of)],
            Comparison = runs.Count > 1 ? ComparisonMapping.Of(await RunComparison.CompareAsync(reader, runs, cancellationToken: cancellationToken)) : null,
            Series = frame.ToArray(),
            Nested = nested,
            Logs = logs,
            Texts = artifacts.Texts,
            Tables = artifacts.Tables,
            Images = artifacts.Images,
            LeftOut = artifacts.LeftOut,
        });
    }

    // JSON is written with '<' escaped, so no text in it can end its element; scripts and styles run by their hashes alone.
    private static byte[] Html(IReadOnlyList<RunSummary> runs, SavedDto data)
    {
        var script = Text("saved.js");
        var style = Text("saved.css");
        var json = JsonSerializer.Serialize(data, DashboardJson.Default.SavedDto);
        var title = HtmlEncoder.Default.Encode(runs.Count == 1 ? runs[0].Name : $"{runs.Count} runs compared");
        return Encoding.UTF8.GetBytes(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">"
            + $"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '{Hash(script)}'; style-src '{Hash(style)}'; img-src data:; base-uri 'none'; form-action 'none'\">"
            + $"<title>{title}</title><style>{style}</style></head><body><div id=\"app\"></div><script type=\"application/json\" id=\"data\">{json}</script><script>{script}</script></body></html>");
    }

    private static string Text(string asset) => Encoding.UTF8.GetString(AssetFiles.All[asset].Value.Plain).Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase);

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
}
