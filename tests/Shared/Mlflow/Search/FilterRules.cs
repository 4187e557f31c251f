using Mlflow.Stub.Wire;

namespace Mlflow.Stub.Search;

/// <summary>What a kind of search may ask for, and the words of its refusals.</summary>
internal sealed class FilterRules
{
    private const string TextOperators = "'LIKE', 'ILIKE', '=', '!='";
    private const string NumberOperators = "'>', '>=', '!=', '=', '<', '<='";

    public static FilterRules Runs { get; } = new()
    {
        Attributes = ["Created", "run_name", "artifact_uri", "run_id", "Run name", "start_time", "end_time", "Run Name", "run name", "user_id", "created", "status"],
        Sortable = ["Created", "run_name", "artifact_uri", "run_id", "start_time", "end_time", "user_id", "created", "status"],
        Numbers = ["start_time", "end_time", "created", "Created"],
        Lists = ["run_id"],
    };

    public static FilterRules Experiments { get; } = new()
    {
        Attributes = ["last_update_time", "creation_time", "name"],
        Sortable = ["last_update_time", "creation_time", "name", "experiment_id"],
        Numbers = ["last_update_time", "creation_time"],
        Entities = ["attribute", "tag"],
    };

    public static FilterRules RegisteredModels { get; } = new()
    {
        Attributes = ["name"],
        Sortable = ["name", "creation_timestamp", "last_updated_timestamp"],
        Entities = ["attribute", "tag"],
    };

    public static FilterRules ModelVersions { get; } = new()
    {
        Attributes = ["version_number", "run_id", "source_path", "name"],
        Sortable = ["name", "version_number", "creation_timestamp", "last_updated_timestamp"],
        Numbers = ["version_number"],
        Lists = ["run_id"],
        Entities = ["attribute", "tag"],
    };

    public static FilterRules LoggedModels { get; } = new()
    {
        Attributes = ["name", "model_id", "model_type", "status", "source_run_id", "creation_timestamp", "creation_time", "last_updated_timestamp", "last_updated_time"],
        Sortable = ["name", "model_id", "creation_timestamp", "creation_time", "last_updated_timestamp"],
        Numbers = ["creation_timestamp", "creation_time", "last_updated_timestamp", "last_updated_time"],
        Entities = ["attribute", "metric", "parameter", "tag"],
    };

    public required string[] Attributes { get; init; }

    public required string[] Sortable { get; init; }

    public string[] Numbers { get; init; } = [];

    public string[] Lists { get; init; } = [];

    public string[] Entities { get; init; } = ["metric", "parameter", "tag", "attribute", "dataset"];

    /// <summary>Splits an identifier into its entity and its key.</summary>
    public (string Entity, string Key) Identify(string written, bool sorting = false)
    {
        var dot = written.IndexOf('.', StringComparison.Ordinal);
        var (prefix, key) = dot < 0 || written[0] is '`' or '"' ? ("attribute", Bare(written)) : (written[..dot], Bare(written[(dot + 1)..]));
        var entity = prefix.ToLowerInvariant() switch
        {
            "metric" or "metrics" => "metric",
            "param" or "params" or "parameter" or "parameters" => "parameter",
            "tag" or "tags" => "tag",
            "attribute" or "attributes" or "attr" or "run" => "attribute",
            "dataset" or "datasets" => "dataset",
            _ => prefix,
        };
        if (!Entities.Contains(entity))
        {
            throw ApiException.Invalid($"Invalid entity type '{prefix}'. Valid values are [{string.Join(", ", Entities.Select(e => $"'{e}'"))}]");
        }

        var known = sorting ? Sortable : Attributes;
        if (entity == "attribute" && !known.Contains(key))
        {
            throw ApiException.Invalid($"Invalid attribute key '{key}' specified. Valid keys are '{{{string.Join(", ", known.Select(k => $"'{k}'"))}}}'");
        }

        return (entity, key);
    }

    /// <summary>Whether the clause compares numbers.</summary>
    public bool IsNumeric(string entity, string key) => entity == "metric" || (entity == "attribute" && Numbers.Contains(key));

    /// <summary>Refuses what the entity cannot be compared with.</summary>
    public void Check(Comparison comparison)
    {
        var (entity, key, _, value) = comparison;
        if (IsNumeric(entity, key))
        {
            if (value.Kind != FilterWordKind.Number)
            {
                throw ApiException.Invalid(entity == "metric" ? $"Expected numeric value type for metric. Found {value.Text}" : $"Expected numeric value type for numeric attribute: {key}. Found {value.Text}");
            }

            Operator(comparison, NumberOperators);
            return;
        }

        if (value.Kind == FilterWordKind.Group && entity != "dataset" && !(entity == "attribute" && Lists.Contains(key)))
        {
            throw ApiException.Invalid(entity == "attribute"
                ? "Only the 'run_id' attribute supports comparison with a list of quoted string values."
                : $"Expected a quoted string value for {entity} (e.g. 'my-value'). Got value {value.Text}");
        }

        if (value.Kind == FilterWordKind.Number)
        {
            throw ApiException.Invalid($"Expected a quoted string value for {entity} (e.g. 'my-value'). Got value {value.Text}");
        }

        Operator(comparison, value.Kind == FilterWordKind.Group ? "'IN', 'NOT IN'" : TextOperators);
    }

    private static void Operator(Comparison comparison, string valid)
    {
        if (!valid.Contains($"'{comparison.Operator}'", StringComparison.Ordinal))
        {
            throw ApiException.Invalid($"Invalid comparator '{comparison.Operator}' not one of '{{{valid}}}{(comparison.Entity == "tag" ? "" : "'")}");
        }
    }

    private static string Bare(string key) => key.Length > 1 && key[0] is '`' or '"' ? key[1..^1] : key;
}
