using System.Buffers.Binary;
using System.Text.Json;

namespace ModelTracking.Versioning.Formats;

/// <summary>The safetensors format: length of a JSON header, the header, then the tensors one after the other.</summary>
internal static class Safetensors
{
    private const long MaxHeader = 100_000_000;

    public static IReadOnlyList<ModelPart> Read(Stream stream)
    {
        Span<byte> prefix = stackalloc byte[8];
        stream.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (length is < 2 or > MaxHeader || length > stream.Length - prefix.Length)
        {
            throw new InvalidDataException("it is not a safetensors file");
        }

        var header = new byte[length];
        stream.ReadExactly(header);
        using var json = JsonDocument.Parse(header);
        var tensors = json.RootElement.EnumerateObject().Where(p => p.Name != "__metadata__")
            .Select(p => (p.Name, Type: (p.Value.GetProperty("dtype").GetString() ?? "").ToLowerInvariant(), Shape: Numbers(p.Value, "shape"), Offsets: Numbers(p.Value, "data_offsets")))
            .Select(t => t.Offsets is [var begin, var end] ? (t.Name, t.Type, t.Shape, Begin: begin, End: end) : throw new InvalidDataException($"the tensor '{t.Name}' has no place"))
            .OrderBy(t => t.Begin).ThenBy(t => t.End).ToArray();
        var parts = new List<ModelPart>();
        long at = 0;
        foreach (var tensor in tensors)
        {
            if (tensor.Begin != at || tensor.End < tensor.Begin)
            {
                throw new InvalidDataException($"the tensor '{tensor.Name}' is not where the one before it ends");
            }

            parts.Add(TensorDigest.Read(stream, tensor.Name, tensor.Type, tensor.Shape, tensor.End - tensor.Begin));
            at = tensor.End;
        }

        return parts;
    }

    private static long[] Numbers(JsonElement tensor, string name) => [.. tensor.GetProperty(name).EnumerateArray().Select(n => n.GetInt64())];
}
