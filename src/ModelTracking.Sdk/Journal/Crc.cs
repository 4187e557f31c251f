using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ModelTracking.Journal;

/// <summary>CRC-32C (Castagnoli, reflected, as in iSCSI and ext4).</summary>
internal static class Crc
{
    // Hot loops of the journal skip the slow tiers of the JIT: a chart is drawn once, not a thousand times.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Compute(ReadOnlySpan<byte> bytes)
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

        return ~crc;
    }
}
