using System.Text.Json;
using System.Text.Json.Nodes;
using Mlflow.Stub.Http;
using Mlflow.Stub.State;
using Mlflow.Stub.Wire;

namespace Mlflow.Stub.Api;

/// <summary>What a run logs, one thing at a time; batches are in <see cref="BatchApi"/>.</summary>
internal sealed class LogApi(ServerState state)
{
    private static readonly Shape DatasetShape = new(
        Shape.Pairs("tags"),
        Shape.Group("dataset", new Shape([.. new[] { "name", "digest", "source_type", "source", "schema", "profile" }.Select(n => Shape.Text(n))])));

    private static readonly Shape ModelShape = new(Shape.Text("model_id"), Shape.Integer("step"));

    public void AddTo(Routes routes)
    {
        routes.Api("POST", "runs/log-metric", Metric);
        routes.Api("POST", "runs/log-parameter", Param);
        routes.Api("POST", "runs/set-tag", SetTag);
        routes.Api("POST", "runs/delete-tag", DeleteTag);
        routes.Api("POST", "runs/log-inputs", Inputs);
        routes.Api("POST", "runs/log-model", Model);
        if (state.Options.Version == ServerVersion.V3_8)
        {
            routes.Api("POST", "runs/outputs", Outputs);
        }
    }

    private Answer Metric(Exchange exchange)
    {
        var request = exchange.Read(new Shape(
            Shape.Text("run_id", required: true), Shape.Text("run_uuid"), Shape.Text("key", required: true), Shape.Number("value", required: true), Shape.Integer("timestamp", required: true), Shape.Integer("step"),
            Shape.Text("model_id"), Shape.Text("dataset_name"), Shape.Text("dataset_digest")));
        var key = request.Text("key");
        var point = new MetricPoint(request.Number("value"), request.Integer("timestamp"), request.Integer("step"))
        {
            Dataset = request.Text("dataset_name") is { Length: > 0 } name ? (name, request.Text("dataset_digest")) : null,
            Model = request.TextOrNull("model_id"),
        };
        Rules.Length(key, Rules.LongestKey, "Metric name");
        Rules.Key(key, "name", "Metric name");
        Rules.Timestamp(point, key);
        var run = state.ActiveRun(request.Text("run_id"));
        run.History(key).Add(point);
        if (point.Model is { } model && state.LoggedModels.TryGetValue(model, out var logged))
        {
            logged.Add(key, point, run.Id);
        }

        return Answer.Empty;
    }

    private Answer Param(Exchange exchange)
    {
        var request = exchange.Read(new Shape(Shape.Text("run_id", required: true), Shape.Text("key", required: true), Shape.Text("value")));
        var key = request.Text("key");
        Rules.Key(key, "key", "key");
        var value = Rules.Fit(request.Text("value"), 6000, "value", state.Options);
        var run = state.ActiveRun(request.Text("run_id"));
        if (run.Params.TryGetValue(key, out var old) && old != value)
        {
            throw ApiException.Invalid(Changed(key, old, value, run.Id));
        }

        run.Params[key] = value;
        return Answer.Empty;
    }

    /// <summary>The words about a param that has another value already.</summary>
    public static string Changed(string key, string old, string value, string run) =>
        $"Changing param values is not allowed. Param with key='{key}' was already logged with value='{old}' for run ID='{run}'. Attempted logging new value '{value}'.";

    private Answer SetTag(Exchange exchange)
    {
        var request = exchange.Read(new Shape(Shape.Text("run_id", required: true), Shape.Text("key", required: true), Shape.Text("value")));
        Rules.Key(request.Text("key"), "key", "key");
        var value = Rules.Fit(request.Text("value"), 8000, "value", state.Options);
        SetTag(state.ActiveRun(request.Text("run_id")), request.Text("key"), value);
        return Answer.Empty;
    }

    /// <summary>Sets a tag; the one with the run's name renames the run.</summary>
    public static void SetTag(StubRun run, string key, string value)
    {
        run.Tags[key] = value;
        if (key == "mlflow.runName")
        {
            run.Name = value;
        }
    }

    private Answer DeleteTag(Exchange exchange)
    {
        var request = exchange.Read(new Shape(Shape.Text("run_id", required: true), Shape.Text("key", required: true)));
        var run = state.ActiveRun(request.Text("run_id"));
        return run.Tags.Remove(request.Text("key")) ? Answer.Empty : throw ApiException.Missing($"No tag with name: {request.Text("key")} in run with id {run.Id}");
    }

    private Answer Inputs(Exchange exchange)
    {
        var request = exchange.Read(new Shape(Shape.Text("run_id", required: true), Shape.Groups("datasets", DatasetShape), Shape.Groups("models", ModelShape)));
        var run = state.ActiveRun(request.Text("run_id"));
        var inputs = request.Groups("datasets").Select(Dataset).ToArray();
        foreach (var input in inputs)
        {
            Rules.Length(input.Name, 500, "name");
            Rules.Length(input.Digest, 36, "digest");
            Rules.Length(input.Source, 65535, "source");
            Rules.Length(input.Schema ?? "", 1048575, "schema");
            Rules.Length(input.Profile ?? "", 16777215, "profile");
            foreach (var (key, value) in input.Tags)
            {
                Rules.Length(key, 255, "key");
                Rules.Length(value, 500, "value");
            }
        }

        foreach (var input in inputs)
        {
            // The same dataset again is the same input.
            if (run.Datasets.Find(d => d.Name == input.Name && d.Digest == input.Digest) is null)
            {
                run.Datasets.Add(input);
            }
        }

        if (state.Options.Version == ServerVersion.V3_8)
        {
            run.ModelInputs.AddRange(request.Groups("models").Select(m => m.Text("model_id")).Where(m => !run.ModelInputs.Contains(m)));
        }

        return Answer.Empty;
    }

    private static DatasetInput Dataset(Message message)
    {
        var dataset = message.Group("dataset") ?? new Message();
        var input = new DatasetInput(dataset.Text("name"), dataset.Text("digest"), dataset.Text("source_type"), dataset.Text("source"), dataset.TextOrNull("schema"), dataset.TextOrNull("profile"));
        foreach (var (key, value) in message.Pairs("tags"))
        {
            input.Tags[key] = value;
        }

        return input;
    }

    private Answer Outputs(Exchange exchange)
    {
        var request = exchange.Read(new Shape(Shape.Text("run_id", required: true), Shape.Groups("models", ModelShape)));
        var run = state.ActiveRun(request.Text("run_id"));
        run.ModelOutputs.AddRange(request.Groups("models").Select(m => (m.Text("model_id"), m.Integer("step"))).Where(m => !run.ModelOutputs.Contains(m)));
        return Answer.Empty;
    }

    private Answer Model(Exchange exchange)
    {
        var request = exchange.Read(new Shape(Shape.Text("run_id", required: true), Shape.Text("model_json", required: true)));
        var run = state.ActiveRun(request.Text("run_id"));
        if (TryObject(request.Text("model_json")) is not { } model)
        {
            throw ApiException.Invalid($"Malformed model info. \n {request.Text("model_json")} \n is not a valid JSON.");
        }

        var missing = new[] { "artifact_path", "flavors", "utc_time_created", "run_id" }.Where(n => !model.ContainsKey(n)).ToArray();
        if (missing.Length > 0)
        {
            throw ApiException.Invalid($"Model json is missing mandatory fields: {{{string.Join(", ", missing.Select(m => $"'{m}'"))}}}");
        }

        var history = run.Tags.TryGetValue("mlflow.log-model.history", out var text) ? (JsonArray)JsonNode.Parse(text)! : [];
        history.Add(new JsonObject
        {
            ["run_id"] = model["run_id"]!.DeepClone(),
            ["artifact_path"] = model["artifact_path"]!.DeepClone(),
            ["utc_time_created"] = model["utc_time_created"]!.DeepClone(),
            ["model_uuid"] = model["model_uuid"]?.DeepClone(),
            ["flavors"] = model["flavors"]!.DeepClone(),
        });
        run.Tags["mlflow.log-model.history"] = history.ToJsonString();
        return Answer.Empty;
    }

    private static JsonObject? TryObject(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
