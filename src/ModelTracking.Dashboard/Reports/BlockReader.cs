using System.Buffers;
using System.Text.Json;
using ModelTracking.Dashboard.Api;
using ModelTracking.Dashboard.Json;
using ModelTracking.Dashboard.Live;
using ModelTracking.Dashboard.Series;
using ModelTracking.Diagnostics;
using ModelTracking.Reading;
using ModelTracking.Reading.Comparing;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Reports;

/// <summary>Reads what the live blocks of a report show, out of the runs that somebody may see. Not thread-safe.</summary>
internal sealed class BlockReader(IRunReader reader, TimeProvider time)
{
    public const string NotThere = "This run is not there, or not yours to see.";

    private const int MostNamed = 50;
    private int _roomForCurves = 40;
    private int _roomForComparisons = 20;

    /// <summary>Reads a block; what is wrong with it stands in its data, so that the rest of the report stays.</summary>
    public async Task<ResolvedBlock> ReadAsync(LiveBlock block, CancellationToken cancellationToken)
    {
        try
        {
            return await (block.Kind switch
            {
                LiveBlockKind.Chart => ChartAsync(block, cancellationToken),
                LiveBlockKind.Runs => RowsAsync(block, cancellationToken),
                LiveBlockKind.Compare => CompareAsync(block, cancellationToken),
                _ => RunAsync(block, cancellationToken),
            });
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or ApiException or TrackingException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return Failed(block, Explanation.Of(exception).Message);
        }
    }

    private async Task<ResolvedBlock> ChartAsync(LiveBlock block, CancellationToken cancellationToken)
    {
        if (block.One("group") is { Length: > 0 } by)
        {
            return await GroupsAsync(block, by, cancellationToken);
        }

        var (runs, total) = await ChosenAsync(block, 20, 50, cancellationToken);
        return Found(block, new SavedBlockDto { Total = total }, runs);
    }

    // Its groups are of all runs of the query; of chosen ones, where runs are named.
    private async Task<ResolvedBlock> GroupsAsync(LiveBlock block, string by, CancellationToken cancellationToken)
    {
        var isChosen = block.Many("run").Count > 0;
        IReadOnlyList<RunSummary> runs = isChosen ? (await ChosenAsync(block, 20, 50, cancellationToken)).Runs : [];
        if (isChosen && runs.Count == 0)
        {
            return Found(block, new SavedBlockDto(), runs);
        }

        var scope = !isChosen ? Queried(block) : All().Where($"run_id IN ({string.Join(", ", runs.Select(r => $"'{r.Id}'"))})");
        var wanted = BlockMetric.Of(block);
        var curves = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in (await CurvesApi.NamesAsync(scope, cancellationToken)).Metrics.Select(m => new MetricKey(m.Key, m.Context)).Where(m => wanted.Any(w => w.Matches(m))))
        {
            if (_roomForCurves-- <= 0)
            {
                return Failed(block, "The file has no room for the curves of more groups; open the dashboard to see them.");
            }

            var (head, lines) = await CurvesApi.ReadAsync(reader, scope, by, name, block.One("x") is "relative" or "time", CurvesApi.Points, cancellationToken);
            using var frame = new MemoryStream();
            await CurveFrame.WriteAsync(frame, head, lines, cancellationToken);
            curves[name.ToString()] = frame.ToArray();
        }

        return Found(block, new SavedBlockDto { Curves = curves }, runs);
    }

    private async Task<ResolvedBlock> RowsAsync(LiveBlock block, CancellationToken cancellationToken)
    {
        var limit = block.Count("limit", 10, 100);
        var columns = string.Join(", ", new[] { RunsApi.Facts, block.One("columns") }.Where(c => c.Length > 0));
        var table = await TableCache.Query(All(), "", block.One("query"), columns, block.One("sort")).ToTableAsync(cancellationToken: cancellationToken);
        var bytes = new ArrayBufferWriter<byte>();
        await using (var json = new Utf8JsonWriter(bytes))
        {
            RunsApi.WriteRows(json, table, "saved", 0, limit);
        }

        var rows = JsonSerializer.Deserialize(bytes.WrittenSpan, DashboardJson.Default.RowsDto)!;
        var runs = new List<RunSummary>();
        foreach (var id in table.Ids.Take(limit))
        {
            if (await reader.GetRunAsync(id, cancellationToken) is { } run)
            {
                runs.Add(run);
            }
        }

        return Found(block, new SavedBlockDto { Rows = rows, Total = rows.Total }, runs);
    }

    private async Task<ResolvedBlock> CompareAsync(LiveBlock block, CancellationToken cancellationToken)
    {
        var (runs, total) = await ChosenAsync(block, 10, 20, cancellationToken);
        if (runs.Count == 0)
        {
            return Found(block, new SavedBlockDto { Total = total }, runs);
        }

        if (_roomForComparisons-- <= 0)
        {
            return Failed(block, "The file has no room for more comparisons; open the dashboard to see it.");
        }

        var baseline = runs.FirstOrDefault(r => r.Id.ToString() == block.One("baseline"));
        var comparison = await RunComparison.CompareAsync(reader, runs, new ComparisonOptions { Baseline = baseline?.Id }, cancellationToken);
        return Found(block, new SavedBlockDto { Total = total, Comparison = ComparisonMapping.Of(comparison) }, runs);
    }

    private async Task<ResolvedBlock> RunAsync(LiveBlock block, CancellationToken cancellationToken)
    {
        if (await FindAsync(block.One("run"), cancellationToken) is not { } run)
        {
            return Failed(block, NotThere);
        }

        var artifact = block.Kind == LiveBlockKind.Artifact ? run.Artifacts.FirstOrDefault(a => a.Path == block.One("path")) ?? throw ApiException.NotFound("The run has no such artifact.") : null;
        return Found(block, new SavedBlockDto(), [run]) with { Artifact = artifact };
    }

    // Those that are named, in their order, and then those of the query, each once; all runs where neither is given.
    private async Task<(IReadOnlyList<RunSummary> Runs, int? Total)> ChosenAsync(LiveBlock block, int usual, int most, CancellationToken cancellationToken)
    {
        var runs = new List<RunSummary>();
        foreach (var name in block.Many("run").Take(MostNamed))
        {
            if (await FindAsync(name, cancellationToken) is { } run)
            {
                runs.Add(run);
            }
        }

        int? total = null;
        if (block.One("query").Length > 0 || block.Many("run").Count == 0)
        {
            total = await Queried(block).CountAsync(cancellationToken);
            runs.AddRange(await Queried(block).Take(block.Count("limit", usual, most)).ToListAsync(cancellationToken));
        }

        return ([.. runs.DistinctBy(r => r.Id)], total);
    }

    private RunQuery All() => new(reader, time);

    private RunQuery Queried(LiveBlock block) => block.One("query") is { Length: > 0 } typed ? All().Where(typed) : All();

    private async Task<RunSummary?> FindAsync(string id, CancellationToken cancellationToken) =>
        RunId.TryParse(id, out var known) ? await reader.GetRunAsync(known, cancellationToken) : null;

    private static ResolvedBlock Found(LiveBlock block, SavedBlockDto data, IReadOnlyList<RunSummary> runs) => new(block, data with { Runs = [.. runs.Select(r => r.Id.ToString())] }, runs);

    private static ResolvedBlock Failed(LiveBlock block, string why) => new(block, new SavedBlockDto { Error = why }, []);
}
