using System.Security.Cryptography;
using System.Text;

namespace ModelTracking.Versioning.Formats;

/// <summary>The initialisers (weights) and nodes of an ONNX model, read off the protocol buffer's wire format.</summary>
internal static class OnnxInitializers
{
    private const int GraphField = 7;
    private const int NodeField = 1;
    private const int InitializerField = 5;

    private static readonly string[] Types = ["undefined", "f32", "u8", "i8", "u16", "i16", "i32", "i64", "string", "bool", "f16", "f64", "u32", "u64", "c64", "c128", "bf16"];

    public static IReadOnlyList<ModelPart> Read(ReadOnlyMemory<byte> model)
    {
        var parts = new List<ModelPart>();
        foreach (var graph in ProtoField.Read(model).Where(f => f.Number == GraphField))
        {
            var node = 0;
            foreach (var field in ProtoField.Read(graph.Bytes))
            {
                if (field.Number == InitializerField)
                {
                    parts.Add(Initializer(field.Bytes));
                }
                else if (field.Number == NodeField)
                {
                    parts.Add(Node(field.Bytes, node++));
                }
            }
        }

        return parts.Count > 0 ? parts : throw new InvalidDataException("it has no ONNX graph");
    }

    private static ModelPart Initializer(ReadOnlyMemory<byte> tensor)
    {
        var (name, type) = ("", 0L);
        var shape = new List<long>();
        var raw = ReadOnlyMemory<byte>.Empty;
        var isVarints = false;
        foreach (var field in ProtoField.Read(tensor))
        {
            switch (field.Number)
            {
                case 1: shape.AddRange(field.Numbers()); break;
                case 2: type = field.Value; break;
                case 8: name = Encoding.UTF8.GetString(field.Bytes.Span); break;
                // Bytes, or packed 32-bit floats, 32-bit and 64-bit integers, doubles.
                case 9 or 4 or 5 or 7 or 10 or 11: (raw, isVarints) = (field.Bytes, field.Number is 5 or 7 or 11); break;
            }
        }

        using var stream = new MemoryStream(raw.ToArray());
        var part = TensorDigest.Read(stream, name, Types.ElementAtOrDefault((int)type) ?? $"type {type}", shape, raw.Length);
        return isVarints ? part with { Norm = null } : part;
    }

    private static ModelPart Node(ReadOnlyMemory<byte> node, int index)
    {
        var fields = ProtoField.Read(node).ToArray();
        var name = fields.Where(f => f.Number == 3).Select(f => Encoding.UTF8.GetString(f.Bytes.Span)).FirstOrDefault(n => n.Length > 0)
            ?? fields.Where(f => f.Number == 2).Select(f => Encoding.UTF8.GetString(f.Bytes.Span)).FirstOrDefault() ?? $"{index}";
        var operation = fields.Where(f => f.Number == 4).Select(f => Encoding.UTF8.GetString(f.Bytes.Span)).FirstOrDefault() ?? "";
        return new ModelPart($"node {name}", operation, null, node.Length, Convert.ToHexString(SHA256.HashData(node.Span)).ToLowerInvariant());
    }
}
