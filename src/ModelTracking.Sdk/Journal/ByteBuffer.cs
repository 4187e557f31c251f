using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace ModelTracking.Journal;

/// <summary>A growing, reused byte array with the number formats of the journal. Not thread-safe.</summary>
internal sealed class ByteBuffer(int capacity = 4096) : IBufferWriter<byte>
{
    private byte[] _bytes = new byte[capacity];

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Count);

    public Span<byte> From(int start) => _bytes.AsSpan(start, Count - start);

    /// <summary>Forgets the first <paramref name="count"/> bytes; the others move up.</summary>
    public void Drop(int count)
    {
        _bytes.AsSpan(count, Count - count).CopyTo(_bytes);
        Count -= count;
    }

    /// <summary>Forgets everything from <paramref name="count"/> on.</summary>
    public void Truncate(int count = 0) => Count = count;

    /// <summary>Forgets everything, and gives half of the memory back where only a small part of it was used.</summary>
    public void Recycle(int smallest)
    {
        var half = _bytes.Length / 2;
        if (half >= smallest && Count < half / 2)
        {
            _bytes = new byte[half];
        }

        Count = 0;
    }

    public void Advance(int count) => Count += count;

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(Count);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(Count);
    }

    public void WriteByte(byte value)
    {
        GetSpan(1)[0] = value;
        Count++;
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        Count += bytes.Length;
    }

    public void WriteUInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(GetSpan(sizeof(uint)), value);
        Count += sizeof(uint);
    }

    public void WriteInt64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(GetSpan(sizeof(long)), value);
        Count += sizeof(long);
    }

    /// <summary>Seven bits a byte, the lowest first; the highest bit says that more follow.</summary>
    public void WriteVarint(ulong value)
    {
        var target = GetSpan(10);
        var used = 0;
        while (value >= 0x80)
        {
            target[used++] = (byte)(value | 0x80);
            value >>= 7;
        }

        target[used++] = (byte)value;
        Count += used;
    }

    /// <summary>A signed number folded so that small ones of either sign stay short.</summary>
    public void WriteZigzag(long value) => WriteVarint((ulong)((value << 1) ^ (value >> 63)));

    public void WriteText(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        WriteVarint((ulong)length);
        Count += Encoding.UTF8.GetBytes(text, GetSpan(length));
    }

    /// <summary>Leaves room for a frame header; returns where the frame begins.</summary>
    public int BeginFrame()
    {
        Reserve(FrameHeader.Size);
        Count += FrameHeader.Size;
        return Count - FrameHeader.Size;
    }

    /// <summary>Completes the frame that began at <paramref name="start"/>: header, and the payload's checksum behind it.</summary>
    public void EndFrame(int start, FrameType type, int recordCount, long firstSequence)
    {
        var payload = From(start + FrameHeader.Size);
        new FrameHeader(type, payload.Length, recordCount, firstSequence).Write(_bytes.AsSpan(start));
        WriteUInt32(Crc.Compute(payload));
    }

    private void Reserve(int free)
    {
        if (_bytes.Length - Count < free)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max((long)Count + free, _bytes.Length * 2L)));
        }
    }
}
