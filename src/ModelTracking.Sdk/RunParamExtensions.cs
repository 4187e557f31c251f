using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelTracking.Capture.Secrets;
using ModelTracking.Diagnostics;

namespace ModelTracking;

/// <summary>Logs many parameters at once. Like all logging, these never throw.</summary>
/// <remarks>
/// Of a command line, a configuration and an options object not everything was written to be kept: a value that is
/// named like a secret, or looks like one, is logged as <c>[redacted]</c>. Values of a dictionary are taken as they are.
/// </remarks>
public static class RunParamExtensions
{
    /// <summary>Logs the entries of a dictionary; nested dictionaries become <c>a.b</c>.</summary>
    public static void LogParams(this Run run, IEnumerable<KeyValuePair<string, object?>> values)
    {
        ArgumentNullException.ThrowIfNull(run);
        foreach (var (key, value) in values ?? [])
        {
            LogNested(run, key, value);
        }
    }

    /// <summary>Logs configuration pairs as <c>IConfiguration.AsEnumerable()</c> gives them: <c>Train:Lr</c> becomes <c>Train.Lr</c>; sections without a value are left out.</summary>
    public static void LogParams(this Run run, IEnumerable<KeyValuePair<string, string?>> configuration)
    {
        ArgumentNullException.ThrowIfNull(run);
        foreach (var (key, value) in configuration ?? [])
        {
            if (value is not null)
            {
                Log(run, key.Replace(':', '.'), TextValues.Typed(value));
            }
        }
    }

    /// <summary>
    /// Logs a command line: <c>--lr 0.1</c>, <c>--lr=0.1</c>, <c>/lr:0.1</c> and a bare <c>--flag</c> (true); what has no
    /// name becomes <c>args.0</c>, <c>args.1</c>, ...
    /// </summary>
    public static void LogParams(this Run run, IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(run);
        foreach (var (key, value) in CommandLineParams.Read(args ?? []))
        {
            Log(run, key, value);
        }
    }

    /// <summary>
    /// Logs the properties of an options object or record, without reflection: give it the type's source-generated
    /// <see cref="JsonTypeInfo{T}"/>. Nested objects become <c>a.b</c>, lists one value.
    /// </summary>
    public static void LogParams<T>(this Run run, T options, JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(run);
        JsonElement json;
        try
        {
            json = JsonSerializer.SerializeToElement(options, typeInfo);
        }
        catch (Exception exception) when (exception is NotSupportedException or JsonException or ArgumentException)
        {
            run.Tell(new Trouble(TroubleKind.InvalidValue, $"Params of type {typeof(T).Name} could not be read: {exception.Message}", "Give the JsonTypeInfo of a JsonSerializerContext; for NaN and infinity set NumberHandling to AllowNamedFloatingPointLiterals.", exception));
            return;
        }

        LogJson(run, "", json);
    }

    private static void Log(Run run, string key, object? value) => run.LogParam(
        key,
        SecretNames.IsSecret(key, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "") ? SecretRules.Redacted
        : value is string text ? SecretRules.OfProcess.Redact(text) : value);

    private static void LogNested(Run run, string key, object? value)
    {
        if (value is IEnumerable<KeyValuePair<string, object?>> nested)
        {
            foreach (var (name, inner) in nested)
            {
                LogNested(run, $"{key}.{name}", inner);
            }
        }
        else
        {
            run.LogParam(key, value);
        }
    }

    private static void LogJson(Run run, string key, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in json.EnumerateObject())
                {
                    LogJson(run, key.Length == 0 ? property.Name : $"{key}.{property.Name}", property.Value);
                }

                break;
            case JsonValueKind.Number:
                Log(run, key, json.TryGetInt64(out var integer) ? (object)integer : json.GetDouble());
                break;
            case JsonValueKind.True or JsonValueKind.False:
                run.LogParam(key, json.GetBoolean());
                break;
            case JsonValueKind.String:
                Log(run, key, json.GetString());
                break;
            case JsonValueKind.Null:
                run.LogParam(key, null);
                break;
            default:
                Log(run, key, "[" + string.Join(", ", json.EnumerateArray().Select(i => i.ValueKind == JsonValueKind.String ? i.GetString() : i.GetRawText())) + "]");
                break;
        }
    }
}
