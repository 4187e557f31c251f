using System.Buffers.Binary;
using System.Numerics;

namespace ModelTracking.TensorBoard.Files;

/// <summary>The checksum of TFRecord files: CRC-32C, turned and shifted so that a checksum of a checksum is none.</summary>
internal static class MaskedCrc
{
    private const uint Delta = 0xa282ead8;

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var one in bytes)
        {
            crc = BitOperations.Crc32C(crc, one);
        }

        return BitOperations.RotateRight(~crc, 15) + Delta;
    }
}
