using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ModelTracking.Cli.Json;

/// <summary>How the tool writes JSON: camelCase, every property always there, letters of all languages as they are.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(IReadOnlyList<RunJson>))]
[JsonSerializable(typeof(RunDetailJson))]
[JsonSerializable(typeof(IReadOnlyList<ExperimentJson>))]
[JsonSerializable(typeof(IReadOnlyList<SeriesJson>))]
[JsonSerializable(typeof(ConsoleLinesJson))]
[JsonSerializable(typeof(IReadOnlyList<ArtifactJson>))]
[JsonSerializable(typeof(IReadOnlyList<ValueJson>))]
[JsonSerializable(typeof(IReadOnlyList<DifferenceJson>))]
[JsonSerializable(typeof(IReadOnlyList<MetricJson>))]
[JsonSerializable(typeof(IReadOnlyList<TrialJson>))]
[JsonSerializable(typeof(IReadOnlyList<ReplicaJson>))]
[JsonSerializable(typeof(CheckJson))]
[JsonSerializable(typeof(GarbageJson))]
[JsonSerializable(typeof(IReadOnlyList<CommitJson>))]
[JsonSerializable(typeof(IReadOnlyList<ChangeJson>))]
[JsonSerializable(typeof(IReadOnlyList<RefJson>))]
[JsonSerializable(typeof(IReadOnlyList<VersionProblemJson>))]
[JsonSerializable(typeof(IReadOnlyList<RegisteredModelJson>))]
[JsonSerializable(typeof(IReadOnlyList<ModelVersionJson>))]
[JsonSerializable(typeof(IReadOnlyList<ModelEventJson>))]
[JsonSerializable(typeof(MergeJson))]
[JsonSerializable(typeof(ReproductionJson))]
[JsonSerializable(typeof(TransferJson))]
[JsonSerializable(typeof(PromotionJson))]
[JsonSerializable(typeof(CompactJson))]
[JsonSerializable(typeof(IReadOnlyList<WebhookJson>))]
[JsonSerializable(typeof(IReadOnlyList<CommentJson>))]
[JsonSerializable(typeof(KeyJson))]
[JsonSerializable(typeof(IReadOnlyList<KeyJson>))]
[JsonSerializable(typeof(IReadOnlyList<AuditJson>))]
[JsonSerializable(typeof(IReadOnlyList<ViewJson>))]
[JsonSerializable(typeof(IReadOnlyList<ReportJson>))]
[JsonSerializable(typeof(ReportJson))]
[JsonSerializable(typeof(UsesJson))]
[JsonSerializable(typeof(IReadOnlyList<RefChangeJson>))]
[JsonSerializable(typeof(SavedJson))]
[JsonSerializable(typeof(System.Text.Json.JsonElement))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(bool))]
internal sealed partial class ToolJson : JsonSerializerContext
{
    private static ToolJson? _output;
    private static ToolJson? _compact;

    /// <summary>The context that writes to files and pipes, where nothing needs escaping for a web page.</summary>
    public static ToolJson Output => _output ??= new ToolJson(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The same on one line, for what may be very long.</summary>
    public static ToolJson Compact => _compact ??= new ToolJson(new JsonSerializerOptions(Output.Options) { WriteIndented = false });

    /// <summary>Writes a value and a line end.</summary>
    public static async Task WriteAsync<T>(Terminal terminal, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        await JsonSerializer.SerializeAsync(terminal.Bytes, value, type, cancellationToken);
        terminal.Bytes.WriteByte((byte)'\n');
    }
}
