using System.Buffers.Binary;
using System.IO.Compression;

namespace ModelTracking.TensorBoard;

/// <summary>
/// Writes 8-bit PNG files, still and animated. Here because SkiaSharp, which TorchSharp uses for it, brings no native
/// library for Linux.
/// </summary>
internal static class PngWriter
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];
    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">1 for gray, 3 for RGB, 4 for RGBA.</param>
    /// <param name="pixels">Row by row, channels interleaved.</param>
    public static byte[] Write(int width, int height, int channels, byte[] pixels)
    {
        using var png = Begin(width, height, channels);
        Chunk(png, "IDAT", Compress(width, height, channels, pixels));
        return End(png);
    }

    /// <summary>Frames that play for ever.</summary>
    public static byte[] WriteAnimation(int width, int height, int channels, IReadOnlyList<byte[]> frames, int framesPerSecond)
    {
        using var png = Begin(width, height, channels);
        Chunk(png, "acTL", [.. Number(frames.Count), .. Number(0)]);
        var sequence = 0;
        for (var i = 0; i < frames.Count; i++)
        {
            // Size, no offset, delay as a fraction of a second, replace what was there.
            Chunk(png, "fcTL", [.. Number(sequence++), .. Number(width), .. Number(height), .. Number(0), .. Number(0), 0, 1, (byte)(framesPerSecond >> 8), (byte)framesPerSecond, 0, 0]);
            var data = Compress(width, height, channels, frames[i]);
            if (i == 0)
            {
                Chunk(png, "IDAT", data);
            }
            else
            {
                Chunk(png, "fdAT", [.. Number(sequence++), .. data]);
            }
        }

        return End(png);
    }

    private static MemoryStream Begin(int width, int height, int channels)
    {
        byte colour = channels switch { 1 => 0, 3 => 2, 4 => 6, _ => throw new ArgumentOutOfRangeException(nameof(channels), channels, "1, 3 or 4") };
        var png = new MemoryStream();
        png.Write(Signature);
        Chunk(png, "IHDR", [.. Number(width), .. Number(height), 8, colour, 0, 0, 0]);
        return png;
    }

    private static byte[] End(MemoryStream png)
    {
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    private static byte[] Compress(int width, int height, int channels, byte[] pixels)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var row = width * channels;
            for (var y = 0; y < height; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(pixels, y * row, row);
            }
        }

        return compressed.ToArray();
    }

    private static void Chunk(MemoryStream png, string type, byte[] data)
    {
        byte[] body = [.. type.Select(c => (byte)c), .. data];
        png.Write(Number(data.Length));
        png.Write(body);
        png.Write(Number((int)Crc(body)));
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static uint Crc(byte[] bytes) => ~bytes.Aggregate(uint.MaxValue, (crc, b) => CrcTable[(byte)(crc ^ b)] ^ (crc >> 8));

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : 0xedb88320 ^ (value >> 1);
            }

            table[i] = value;
        }

        return table;
    }
}
