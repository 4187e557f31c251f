using System.Text;

namespace ModelTracking.Versioning.Formats;

/// <summary>What TorchSharp's <c>Module.save</c> writes: a count, then name, type, shape and bytes of each tensor; numbers are LEB128.</summary>
internal static class TorchSharpState
{
    private const int MaxName = 10_000;
    private const int MaxDimensions = 64;

    public static IReadOnlyList<ModelPart> Read(Stream stream)
    {
        var count = Number(stream);
        var parts = new List<ModelPart>();
        for (long i = 0; i < count; i++)
        {
            var name = new byte[Limited(Number(stream), MaxName)];
            stream.ReadExactly(name);
            var (type, size) = TypeOf(Number(stream));
            var shape = new long[Limited(Number(stream), MaxDimensions)];
            for (var d = 0; d < shape.Length; d++)
            {
                shape[d] = Number(stream);
            }

            parts.Add(TensorDigest.Read(stream, Encoding.UTF8.GetString(name), type, shape, checked(size * shape.Aggregate(1L, (a, b) => checked(a * b)))));
        }

        return stream.ReadByte() < 0 ? parts : throw NotThis();
    }

    private static long Number(Stream stream)
    {
        long number = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var next = stream.ReadByte();
            if (next < 0)
            {
                throw NotThis();
            }

            number |= (next & 0x7FL) << shift;
            if ((next & 0x80) == 0)
            {
                return number;
            }
        }

        throw NotThis();
    }

    private static long Limited(long value, long limit) => value <= limit ? value : throw NotThis();

    private static (string Name, int Size) TypeOf(long code) => code switch
    {
        0 => ("u8", 1),
        1 => ("i8", 1),
        2 => ("i16", 2),
        3 => ("i32", 4),
        4 => ("i64", 8),
        5 => ("f16", 2),
        6 => ("f32", 4),
        7 => ("f64", 8),
        11 => ("bool", 1),
        15 => ("bf16", 2),
        _ => throw NotThis(),
    };

    private static InvalidDataException NotThis() => new("it is not a TorchSharp state dictionary");
}
