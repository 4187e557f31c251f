using Microsoft.AspNetCore.Http;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Json;
using ModelTracking.Dashboard.Lineage;
using ModelTracking.Dashboard.Live;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Api;

/// <summary>The data that runs have used, and what came of them.</summary>
internal static class DataApi
{
    public static void Map(EndpointMap map, DashboardSource source, StoreWatch watch, DashboardOptions options)
    {
        var uses = new DatasetUses(new TableCache(watch, options.TimeProvider));
        map.Read("/api/datasets", context => ListAsync(context, source.For(context), uses));
        map.Read("/api/dataset", context => PageAsync(context, source.For(context), uses));
        map.Read("/api/lineage", context => LineageAsync(context, source.For(context), uses));
    }

    private static async Task ListAsync(HttpContext context, StoreView view, DatasetUses uses)
    {
        var (from, limit) = (Ask.Number(context, "from", 0, 0, int.MaxValue), Ask.Number(context, "limit", 50, 1, Limits.Datasets));
        var datasets = new DatasetReader(view, await uses.ReadAsync(view, context.RequestAborted), Versions(view));
        var found = datasets.Find(Ask.Text(context, "find", Limits.KeyLength));
        var heads = new List<DatasetHeadDto>();
        foreach (var (key, _, _) in found.Skip(from).Take(limit))
        {
            heads.Add((await datasets.HeadAsync(key, context.RequestAborted)).Head);
        }

        await Answer.JsonAsync(context, new DatasetsDto(heads, found.Count), DashboardJson.Default.DatasetsDto);
    }

    private static async Task PageAsync(HttpContext context, StoreView view, DatasetUses uses)
    {
        var datasets = new DatasetReader(view, await uses.ReadAsync(view, context.RequestAborted), Versions(view));
        var key = Known(datasets, Key(context) ?? throw ApiException.Bad("'digest' names a dataset; one without a digest is named by 'dataset'."));
        await Answer.JsonAsync(context, await datasets.PageAsync(key, context.RequestAborted), DashboardJson.Default.DatasetPageDto);
    }

    private static async Task LineageAsync(HttpContext context, StoreView view, DatasetUses uses)
    {
        var all = await uses.ReadAsync(view, context.RequestAborted);
        var versions = Versions(view);
        var reader = new LineageReader(view, all, versions);
        await Answer.JsonAsync(context, await DrawAsync(), DashboardJson.Default.LineageDto);

        async Task<LineageDto> DrawAsync()
        {
            if (Key(context) is { } wanted)
            {
                var datasets = new DatasetReader(view, all, versions);
                return await reader.OfDataAsync(Known(datasets, wanted), datasets.NameOf(wanted), context.RequestAborted);
            }

            if (Ask.Text(context, "run", Limits.KeyLength) is { Length: > 0 } run)
            {
                return await reader.OfRunAsync(await RunApi.FindAsync(view.Runs, Ask.Run(run), context.RequestAborted), context.RequestAborted);
            }

            var model = Ask.Text(context, "model", Limits.KeyLength);
            return model.Length == 0 || view.Models.Any(m => m.Name == model)
                ? await reader.OfModelsAsync(model.Length == 0 ? null : model, context.RequestAborted)
                : throw ApiException.NotFound("There is no such model.");
        }
    }

    private static IReadOnlyList<MadeVersion> Versions(StoreView view) => MadeVersion.Of(view.Models, Limits.TracedVersions);

    private static DatasetKey Known(DatasetReader datasets, DatasetKey key) => datasets.Knows(key) ? key : throw ApiException.NotFound("There is no such dataset here; the runs that used it may have been deleted.");

    private static DatasetKey? Key(HttpContext context)
    {
        var (digest, name) = (Ask.Text(context, "digest", Limits.KeyLength), Ask.Text(context, "dataset", Limits.KeyLength));
        return digest.Length + name.Length == 0 ? null : DatasetKey.Of(digest, name);
    }
}
