using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelTracking.TensorBoard.Import;

/// <summary>How far each event file of a run was imported: kept as a tag of the run, so that importing again adds only what is new.</summary>
internal sealed partial class ImportCursor
{
    public const string Tag = "tensorboard.read";
    private readonly SortedDictionary<string, long> _offsets;

    private ImportCursor(SortedDictionary<string, long> offsets) => _offsets = offsets;

    public long this[string file]
    {
        get => _offsets.GetValueOrDefault(file);
        set => _offsets[file] = value;
    }

    public static ImportCursor Parse(string? text)
    {
        try
        {
            var offsets = text is null ? null : JsonSerializer.Deserialize(text, CursorJson.Default.DictionaryStringInt64);
            return new ImportCursor(new SortedDictionary<string, long>(offsets ?? [], StringComparer.Ordinal));
        }
        catch (JsonException)
        {
            // Somebody has changed the tag: everything is read again, and replaces what is there.
            return new ImportCursor(new SortedDictionary<string, long>(StringComparer.Ordinal));
        }
    }

    public override string ToString() => JsonSerializer.Serialize(new Dictionary<string, long>(_offsets), CursorJson.Default.DictionaryStringInt64);

    [JsonSerializable(typeof(Dictionary<string, long>))]
    private sealed partial class CursorJson : JsonSerializerContext;
}
