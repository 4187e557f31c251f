using System.Runtime.CompilerServices;

namespace ModelTracking.Journal;

/// <summary>
/// The sequence numbers of a sealed block, ascending. Mode 0: ranges as (gap, length); mode 1: a whole-number column,
/// for points that were logged in turn with other series. The shorter one is written.
/// </summary>
internal static class Provenance
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write(ByteBuffer target, ReadOnlySpan<long> sequences)
    {
        var ranges = 1;
        for (var i = 1; i < sequences.Length; i++)
        {
            ranges += sequences[i] == sequences[i - 1] + 1 ? 0 : 1;
        }

        // A range costs two to four bytes; in a column a point costs at most about as much.
        if (ranges > 8 && ranges > sequences.Length / 8)
        {
            target.WriteByte(1);
            IntegerColumn.Write(target, sequences);
            return;
        }

        target.WriteByte(0);
        target.WriteVarint((ulong)ranges);
        var end = sequences[0];
        for (var i = 0; i < sequences.Length;)
        {
            var length = 1;
            while (i + length < sequences.Length && sequences[i + length] == sequences[i] + length)
            {
                length++;
            }

            target.WriteVarint((ulong)(sequences[i] - end));
            target.WriteVarint((ulong)length);
            end = sequences[i] + length;
            i += length;
        }
    }

    /// <summary>Reads the numbers; true where they follow one another without a gap.</summary>
    public static bool Read(ref ByteReader source, long first, Span<long> sequences)
    {
        if (source.ReadByte() == 1)
        {
            IntegerColumn.Read(ref source, sequences);
            return false;
        }

        var ranges = source.ReadCount(sequences.Length);
        var next = first;
        var filled = 0;
        for (var range = 0; range < ranges; range++)
        {
            next += source.ReadLong();
            var length = source.ReadCount(sequences.Length - filled);
            for (var i = 0; i < length; i++)
            {
                sequences[filled++] = next++;
            }
        }

        return filled == sequences.Length ? ranges == 1 : throw ByteReader.Bad("sequence numbers are missing");
    }
}
