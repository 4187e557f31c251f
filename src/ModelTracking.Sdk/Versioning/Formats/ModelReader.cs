using System.Text.Json;

namespace ModelTracking.Versioning.Formats;

/// <summary>Finds out what a model file is made of, by its name and by its first bytes.</summary>
internal static class ModelReader
{
    /// <summary>Files whose format needs all of it in memory are looked into up to this size.</summary>
    private const long MaxInMemory = 1L << 30;

    /// <summary>The parts by name, or null where the format is not known.</summary>
    public static IReadOnlyDictionary<string, ModelPart>? TryRead(string path, Func<Stream> open)
    {
        try
        {
            return Read(path, open)?.GroupBy(p => p.Name).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or JsonException or KeyNotFoundException or InvalidOperationException or OverflowException or FormatException)
        {
            // Damaged bytes are found by 'verify'; here it only means that the file is of another kind than its name says.
            return null;
        }
    }

    private static IReadOnlyList<ModelPart>? Read(string path, Func<Stream> open)
    {
        using var stream = open();
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".safetensors":
                return Safetensors.Read(stream);
            case ".onnx":
                return stream.Length <= MaxInMemory ? OnnxInitializers.Read(InMemory(stream).ToArray()) : null;
            case ".zip" or ".mlnet" or ".pt" or ".pth" or ".ckpt" or ".npz" or ".keras":
                return stream.Length <= MaxInMemory ? ZipEntries.Read(InMemory(stream)) : null;
            case ".dat" or ".bin" or ".ts" or ".state":
                return TorchSharpState.Read(stream);
            default:
                return null;
        }
    }

    private static MemoryStream InMemory(Stream stream)
    {
        var memory = new MemoryStream((int)stream.Length);
        stream.CopyTo(memory);
        memory.Position = 0;
        return memory;
    }
}
