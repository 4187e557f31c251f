using System.Numerics;

namespace ModelTracking.Artifacts.Pieces;

/// <summary>
/// Cuts bytes where their content says so (a rolling hash over the last 64 bytes), so that two files that share a stretch share the pieces in
/// it, wherever it lies. Where cuts fall matters to nobody who reads.
/// </summary>
internal static class ContentCutter
{
    private const int Smallest = 8 << 10;
    private const int Largest = 256 << 10;
    private const int PiecesWanted = 64;

    private static readonly ulong[] Gear = MakeGear();

    /// <summary>Calls back for each piece, in order.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="length">How many there are; larger files have larger pieces.</param>
    /// <param name="piece">Takes a piece, which is gone after the call.</param>
    public static void Cut(Stream content, long length, Action<ReadOnlyMemory<byte>> piece)
    {
        var average = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(length / PiecesWanted, Smallest, Largest));
        var buffer = new byte[average * 4];
        for (int filled = 0; ;)
        {
            filled += content.ReadAtLeast(buffer.AsSpan(filled), buffer.Length - filled, throwOnEndOfStream: false);
            if (filled == 0)
            {
                return;
            }

            var end = Boundary(buffer.AsSpan(0, filled), average);
            piece(buffer.AsMemory(0, end));
            buffer.AsSpan(end, filled - end).CopyTo(buffer);
            filled -= end;
        }
    }

    // The high bits of the hash depend on the most bytes.
    private static int Boundary(ReadOnlySpan<byte> bytes, int average)
    {
        var mask = (ulong)(average - 1) << (63 - BitOperations.Log2((uint)average));
        var hash = 0UL;
        for (var i = average / 4; i < bytes.Length; i++)
        {
            hash = (hash << 1) + Gear[bytes[i]];
            if ((hash & mask) == 0)
            {
                return i + 1;
            }
        }

        return bytes.Length;
    }

    // SplitMix64: the same numbers on every machine, so that stores made apart cut alike.
    private static ulong[] MakeGear()
    {
        var gear = new ulong[256];
        var state = 0x6D6F64656C747261UL;
        for (var i = 0; i < gear.Length; i++)
        {
            state += 0x9E3779B97F4A7C15;
            var z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            gear[i] = z ^ (z >> 31);
        }

        return gear;
    }
}
