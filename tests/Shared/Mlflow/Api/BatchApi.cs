using System.Globalization;
using System.Text.Json;
using Mlflow.Stub.Http;
using Mlflow.Stub.State;
using Mlflow.Stub.Wire;

namespace Mlflow.Stub.Api;

/// <summary>Batches of a run. Parsed by hand, because a benchmark sends nothing else.</summary>
internal sealed class BatchApi(ServerState state)
{
    public void AddTo(Routes routes) => routes.Api("POST", "runs/log-batch", Log);

    private Answer Log(Exchange exchange)
    {
        using var document = exchange.Json();
        var root = document.RootElement;
        CheckPresent(root, "metrics", ["key", "value", "timestamp"]);
        CheckPresent(root, "params", ["key"]);
        CheckPresent(root, "tags", ["key"]);
        var batch = Batch.Parse(root);
        if (batch.RunId.Length == 0)
        {
            throw ApiException.MissingParameter("run_id");
        }

        CheckSizes(batch);
        for (var i = 0; i < batch.Metrics.Count; i++)
        {
            var (key, point) = batch.Metrics[i];
            Rules.Key(key, $"metrics[{i.ToString(CultureInfo.InvariantCulture)}].name", $"metrics[{i.ToString(CultureInfo.InvariantCulture)}].name");
            Rules.Timestamp(point, key);
        }

        CheckPairs(batch.Params, "params", 6000);
        CheckPairs(batch.Tags, "tags", 8000);
        var twice = batch.Params.GroupBy(p => p.Key).Where(g => g.Count() > 1).Select(g => $"'{g.Key}'").ToArray();
        if (twice.Length > 0)
        {
            throw ApiException.Invalid($"Duplicate parameter keys have been submitted: [{string.Join(", ", twice)}]. Please ensure the request contains only one param value per param key.");
        }

        Write(state.ActiveRun(batch.RunId), batch);
        return Answer.Empty;
    }

    private void Write(StubRun run, Batch batch)
    {
        var changed = batch.Params.Where(p => run.Params.TryGetValue(p.Key, out var old) && old != p.Value).ToArray();
        if (changed.Length > 0)
        {
            throw state.Store == StoreKind.File
                ? new ApiException(ErrorCode.InternalError, LogApi.Changed(changed[0].Key, run.Params[changed[0].Key], changed[0].Value, run.Id))
                : ApiException.Invalid($"Changing param values is not allowed. Params were already logged='[{string.Join(", ", changed.Select(c => $"{{'key': '{c.Key}', 'old_value': '{run.Params[c.Key]}', 'new_value': '{c.Value}'}}"))}]' for run ID='{run.Id}'.");
        }

        foreach (var (key, value) in batch.Params)
        {
            KeyFiles.Check(state.Store, run, "params", run.Params.Keys, key);
            run.Params[key] = value;
        }

        MetricHistory? history = null;
        string? last = null;
        foreach (var (key, point) in batch.Metrics)
        {
            history = key == last ? history : run.History(key);
            last = key;
            history!.Add(point);
            if (point.Model is { } model && state.LoggedModels.TryGetValue(model, out var logged))
            {
                logged.Add(key, point, run.Id);
            }
        }

        foreach (var (key, value) in batch.Tags)
        {
            KeyFiles.Check(state.Store, run, "tags", run.Tags.Keys, key);
            LogApi.SetTag(run, key, value);
        }
    }

    private void CheckPairs(List<KeyValuePair<string, string>> pairs, string list, int longest)
    {
        for (var i = 0; i < pairs.Count; i++)
        {
            var place = $"{list}[{i.ToString(CultureInfo.InvariantCulture)}]";
            Rules.Key(pairs[i].Key, $"{place}.key", $"{place}.key");
            pairs[i] = KeyValuePair.Create(pairs[i].Key, Rules.Fit(pairs[i].Value, longest, $"{place}.value", state.Options));
        }
    }

    private static void CheckSizes(Batch batch)
    {
        Size(batch.Metrics.Count, 1000, "metrics");
        Size(batch.Params.Count, 100, "params");
        Size(batch.Tags.Count, 100, "tags");
        Size(batch.Metrics.Count + batch.Params.Count + batch.Tags.Count, 1000, "metrics, params, and tags");
    }

    private static void Size(int count, int most, string what)
    {
        if (count > most)
        {
            throw ApiException.Invalid(string.Create(CultureInfo.InvariantCulture, $"A batch logging request can contain at most {most} {what}. Got {count} {what}. Please split up {what} across multiple requests and try again."));
        }
    }

    private static void CheckPresent(JsonElement root, string list, string[] names)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(list, out var items) || items.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        var index = 0;
        foreach (var item in items.EnumerateArray())
        {
            foreach (var name in names)
            {
                if (!item.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
                {
                    throw ApiException.MissingParameter(string.Create(CultureInfo.InvariantCulture, $"{list}[{index}].{name}"));
                }
            }

            index++;
        }
    }
}
