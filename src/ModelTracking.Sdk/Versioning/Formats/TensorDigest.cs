using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ModelTracking.Versioning.Formats;

/// <summary>Reads a tensor's bytes once, in pieces, for its digest and its norm.</summary>
internal static class TensorDigest
{
    private const int BufferSize = 1 << 16;

    public static ModelPart Read(Stream stream, string name, string type, IReadOnlyList<long> shape, long length)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var squares = 0.0;
            for (var left = length; left > 0;)
            {
                var piece = buffer.AsSpan(0, (int)Math.Min(left, BufferSize));
                stream.ReadExactly(piece);
                sha.AppendData(piece);
                squares += SquaresOf(type, piece);
                left -= piece.Length;
            }

            return new ModelPart(name, type, shape, length, Convert.ToHexString(sha.GetHashAndReset()).ToLowerInvariant())
            {
                Norm = IsFloat(type) ? Math.Sqrt(squares) : null,
            };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsFloat(string type) => type is "f16" or "bf16" or "f32" or "f64";

    // Pieces are a multiple of eight bytes, so no value is cut in two.
    private static double SquaresOf(string type, ReadOnlySpan<byte> bytes)
    {
        var sum = 0.0;
        switch (type)
        {
            case "f32":
                for (var i = 0; i + 4 <= bytes.Length; i += 4)
                {
                    sum += Square(BinaryPrimitives.ReadSingleLittleEndian(bytes[i..]));
                }

                break;
            case "f64":
                for (var i = 0; i + 8 <= bytes.Length; i += 8)
                {
                    sum += Square(BinaryPrimitives.ReadDoubleLittleEndian(bytes[i..]));
                }

                break;
            case "f16":
                for (var i = 0; i + 2 <= bytes.Length; i += 2)
                {
                    sum += Square((double)BinaryPrimitives.ReadHalfLittleEndian(bytes[i..]));
                }

                break;
            case "bf16":
                for (var i = 0; i + 2 <= bytes.Length; i += 2)
                {
                    sum += Square(BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(bytes[i..]) << 16));
                }

                break;
        }

        return sum;
    }

    private static double Square(double value) => value * value;
}
