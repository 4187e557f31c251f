using System.Text.Json.Nodes;
using Mlflow.Stub.State;

namespace Mlflow.Stub.Api;

/// <summary>The server's things as the JSON it answers: what has its default is absent.</summary>
internal static class Write
{
    public static JsonObject WithList(this JsonObject body, string name, IEnumerable<JsonNode> items)
    {
        var list = items.ToArray();
        if (list.Length > 0)
        {
            body[name] = new JsonArray(list);
        }

        return body;
    }

    public static JsonObject WithText(this JsonObject body, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            body[name] = text;
        }

        return body;
    }

    public static IEnumerable<JsonNode> Pairs(IEnumerable<KeyValuePair<string, string>> pairs) => pairs.Select(p => new JsonObject { ["key"] = p.Key, ["value"] = p.Value });

    public static JsonNode Number(double value) => double.IsNaN(value) ? JsonValue.Create("NaN")
        : double.IsPositiveInfinity(value) ? JsonValue.Create("Infinity")
        : double.IsNegativeInfinity(value) ? JsonValue.Create("-Infinity")
        : JsonValue.Create(value);

    public static JsonObject Point(string key, MetricPoint point, string? run = null)
    {
        var body = new JsonObject { ["key"] = key, ["value"] = Number(point.Value), ["timestamp"] = point.Timestamp, ["step"] = point.Step };
        if (run is not null)
        {
            body["run_id"] = run;
        }

        return body;
    }

    public static JsonObject Experiment(StubExperiment experiment) => new JsonObject
    {
        ["experiment_id"] = experiment.Id,
        ["name"] = experiment.Name,
        ["artifact_location"] = experiment.ArtifactLocation,
        ["lifecycle_stage"] = experiment.Deleted ? "deleted" : "active",
        ["last_update_time"] = experiment.Updated,
        ["creation_time"] = experiment.Created,
    }.WithList("tags", Pairs(experiment.Tags));

    public static JsonObject RunInfo(StubRun run)
    {
        var body = new JsonObject
        {
            ["run_uuid"] = run.Id,
            ["experiment_id"] = run.ExperimentId,
            ["run_name"] = run.Name,
            ["user_id"] = run.UserId,
            ["status"] = run.Status,
            ["start_time"] = run.StartTime,
        };
        if (run.EndTime is { } end)
        {
            body["end_time"] = end;
        }

        body["artifact_uri"] = run.ArtifactUri;
        body["lifecycle_stage"] = run.Deleted ? "deleted" : "active";
        body["run_id"] = run.Id;
        return body;
    }

    public static JsonObject Run(StubRun run, StubOptions options, bool created = false)
    {
        var modern = options.Version == ServerVersion.V3_8;
        var data = new JsonObject()
            .WithList("metrics", run.Metrics.Select(m => Latest(m.Key, m.Value.Latest, run.Id, options)))
            .WithList("params", Pairs(run.Params))
            .WithList("tags", Pairs(run.Tags));
        var inputs = new JsonObject()
            .WithList("dataset_inputs", run.Datasets.Select(Dataset))
            .WithList("model_inputs", run.ModelInputs.Select(m => new JsonObject { ["model_id"] = m }));
        var body = new JsonObject { ["info"] = RunInfo(run), ["data"] = data, ["inputs"] = inputs };
        // The database store leaves them out of the answer to a creation.
        if (modern && !(created && options.Store == StoreKind.Sql))
        {
            body["outputs"] = new JsonObject().WithList("model_outputs", run.ModelOutputs.Select(o => new JsonObject { ["model_id"] = o.Id, ["step"] = o.Step }));
        }

        return body;
    }

    /// <summary>The file store of 3.x says more of a point than the database.</summary>
    private static JsonObject Latest(string key, MetricPoint point, string run, StubOptions options)
    {
        var full = options is { Version: ServerVersion.V3_8, Store: StoreKind.File };
        var body = Point(key, point);
        if (full && point.Dataset is { } dataset)
        {
            body["dataset_name"] = dataset.Name;
            body["dataset_digest"] = dataset.Digest;
        }

        if (full)
        {
            body["run_id"] = run;
        }

        return body;
    }

    private static JsonObject Dataset(DatasetInput input)
    {
        var dataset = new JsonObject { ["name"] = input.Name, ["digest"] = input.Digest, ["source_type"] = input.SourceType, ["source"] = input.Source }
            .WithText("schema", input.Schema)
            .WithText("profile", input.Profile);
        var body = new JsonObject().WithList("tags", Pairs(input.Tags));
        body["dataset"] = dataset;
        return body;
    }
}
