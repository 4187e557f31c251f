using ModelTracking.Dashboard.Json;
using static ModelTracking.Dashboard.Description.QueryValue;

namespace ModelTracking.Dashboard.Description;

/// <summary>Endpoints about data and about what came of what.</summary>
internal static class DataDescriptions
{
    private static readonly QueryValue[] Dataset =
    [
        new("digest", "The digest of a dataset, as runs write it."),
        new("dataset", "The name of a dataset that has no digest."),
    ];

    public static Dictionary<string, EndpointDescription> All { get; } = new(StringComparer.Ordinal)
    {
        ["GET /api/datasets"] = new("The datasets that runs have used or commits name, the one used last first.", DashboardJson.Default.DatasetsDto)
        {
            Details = "Equal digests are one dataset, whatever it is called.",
            Query = [new("find", "A part of a name or digest."), Number("from", "How many to pass over.", 0, 0), Number("limit", "How many at most.", 50, 1, Limits.Datasets)],
        },
        ["GET /api/dataset"] = new("A dataset: the runs that used it, the versions that came of those, others of its name.", DashboardJson.Default.DatasetPageDto)
        {
            Query = Dataset,
            Errors = new Dictionary<int, string> { [404] = "No run that who asks may see has used it." },
        },
        ["GET /api/lineage"] = new("What came of what: data, runs, versions of models, aliases and stages.", DashboardJson.Default.LineageDto)
        {
            Details = $"Of a dataset, else of a run, else of a model, else of all models. At most {Limits.LineageVersions} versions, those in use first, and {Limits.LineageNodes} nodes; leftOut counts the others.",
            Query = [.. Dataset, new("run", "A run."), new("model", "A registered model.")],
            Errors = new Dictionary<int, string> { [404] = "There is nothing of that name that who asks may see." },
        },
    };
}
