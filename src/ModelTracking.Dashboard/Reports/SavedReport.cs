using ModelTracking.Dashboard.Json;
using ModelTracking.Dashboard.Sharing;
using ModelTracking.Reading;
using ModelTracking.Records;
using ModelTracking.Sharing;

namespace ModelTracking.Dashboard.Reports;

/// <summary>A report as one file of HTML, with what its live blocks show to who asks.</summary>
internal static class SavedReport
{
    private const int MostInShort = 200;

    /// <summary>Makes the file, and says what is not in it as it was meant.</summary>
    public static async Task<(byte[] Html, IReadOnlyList<string> Notes)> MakeAsync(IRunReader reader, SharedDocument report, TimeProvider time, CancellationToken cancellationToken)
    {
        var (blocks, resolved) = (new BlockReader(reader, time), new List<ResolvedBlock>());
        foreach (var block in LiveBlock.In(report.Content).DistinctBy(b => b.Source))
        {
            resolved.Add(await blocks.ReadAsync(block, cancellationToken));
        }

        var saved = new SavedRuns(reader, time);
        var leftOut = await AddAsync(saved, resolved, cancellationToken);
        var data = await saved.ToDtoAsync($"reports/{report.Id}", leftOut, cancellationToken) with
        {
            Report = new SavedReportDto(report.Name, report.Content, report.Owner, RunMapping.Time(report.Changed), report.ChangedBy, report.Version),
            Blocks = resolved.ToDictionary(r => r.Block.Source, r => r.Data, StringComparer.Ordinal),
        };
        string[] wrong = [.. resolved.Where(r => r.Data.Error is not null).Select(r => $"the block '{r.Block.Source.ReplaceLineEndings(", ")}' shows nothing: {r.Data.Error}")];
        return (SavedHtml.Of(report.Name, data), [.. wrong, .. data.LeftOut.Select(l => $"left out to keep the file small: {l}.")]);
    }

    // What the blocks show comes first into what room there is, then what the runs' own pages show.
    private static async Task<List<string>> AddAsync(SavedRuns saved, List<ResolvedBlock> blocks, CancellationToken cancellationToken)
    {
        foreach (var block in blocks.Where(b => b.Artifact is not null))
        {
            await saved.AddAsync(block.Runs[0], block.Artifact!, cancellationToken);
        }

        RunSummary[] shown = [.. blocks.Where(b => b.Block.Kind != LiveBlockKind.Runs).SelectMany(b => b.Runs).DistinctBy(r => r.Id)];
        var metrics = blocks.SelectMany(b => BlockMetric.Of(b.Block)).Distinct().ToArray();
        foreach (var run in shown.Take(Limits.SharedRuns + MostInShort))
        {
            await saved.AddAsync(run, m => metrics.Any(w => w.Matches(m.MetricKey)), cancellationToken);
        }

        foreach (var run in shown.Concat(blocks.SelectMany(b => b.Runs)).DistinctBy(r => r.Id).Take(Limits.SharedRuns))
        {
            await saved.AddAsync(run, cancellationToken);
        }

        return
        [
            .. shown.Skip(Limits.SharedRuns).Take(MostInShort).Select(r => $"log and files of the run {r.Name}"),
            .. shown.Skip(Limits.SharedRuns + MostInShort).Select(r => $"the run {r.Name}"),
        ];
    }
}
