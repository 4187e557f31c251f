using ModelTracking.Dashboard.Json;
using ModelTracking.Reading;
using ModelTracking.Reading.Comparing;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Sharing;

/// <summary>A run, or several to be compared, as one file of HTML.</summary>
internal static class SavedPage
{
    public static async Task<byte[]> MakeAsync(IRunReader reader, IReadOnlyList<RunSummary> runs, TimeProvider time, CancellationToken cancellationToken)
    {
        var saved = new SavedRuns(reader, time);
        foreach (var run in runs)
        {
            await saved.AddAsync(run, cancellationToken);
        }

        var page = runs.Count == 1 ? $"runs/{runs[0].Id}" : $"compare?{string.Join('&', runs.Select(r => $"run={r.Id}"))}";
        var comparison = runs.Count > 1 ? ComparisonMapping.Of(await RunComparison.CompareAsync(reader, runs, cancellationToken: cancellationToken)) : null;
        return SavedHtml.Of(runs.Count == 1 ? runs[0].Name : $"{runs.Count} runs compared", await saved.ToDtoAsync(page, [], cancellationToken) with { Comparison = comparison });
    }
}
