using System.Buffers.Binary;
using System.Text;
using ModelTracking.Dashboard.Api;

namespace ModelTracking.Dashboard.Artifacts.Graphs;

/// <summary>
/// Reads a protocol buffer from a stream without taking it into memory: weights are passed over. Every length is checked
/// against the message it stands in, so that no file can ask for more than it has. Not thread-safe.
/// </summary>
internal sealed class ProtoStream(Stream stream)
{
    private const int MaxText = 1 << 16;
    private const int MaxDepth = 24;
    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly Stack<long> _ends = new();
    private int _at;
    private int _filled;
    private long _read;

    private long Position => _read - _filled + _at;

    private long End => _ends.Count == 0 ? long.MaxValue / 2 : _ends.Peek();

    /// <summary>The next field of the message, or 0 at its end.</summary>
    public int Next(out int wire)
    {
        wire = 0;
        if (Position >= End || (_ends.Count == 0 && !Fill()))
        {
            return 0;
        }

        var tag = Varint();
        wire = (int)(tag & 7);
        var field = (int)Math.Min(tag >> 3, int.MaxValue);
        return field == 0 ? throw Broken() : field;
    }

    /// <summary>Reads an inner message field by field; what <paramref name="read"/> leaves is passed over.</summary>
    public void Message(Action<ProtoStream, int, int> read)
    {
        // In two steps: the place is that behind the length.
        var length = Length();
        var end = Position + length;
        if (end > End || _ends.Count >= MaxDepth)
        {
            throw Broken();
        }

        _ends.Push(end);
        while (Next(out var wire) is > 0 and var field)
        {
            read(this, field, wire);
        }

        _ends.Pop();
    }

    public string Text()
    {
        var length = Length();
        if (length > MaxText)
        {
            Pass(length);
            return "…";
        }

        var bytes = new byte[(int)length];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = Byte();
        }

        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>A repeated integer, packed or not.</summary>
    public void Numbers(int wire, List<long> into, int most)
    {
        if (wire != 2)
        {
            Take(Number());
            return;
        }

        var length = Length();
        var end = Position + length;
        while (Position < end)
        {
            Take(Number());
        }

        void Take(long number)
        {
            if (into.Count < most)
            {
                into.Add(number);
            }
        }
    }

    public long Number() => (long)Varint();

    public float Single()
    {
        Span<byte> bytes = [Byte(), Byte(), Byte(), Byte()];
        return BinaryPrimitives.ReadSingleLittleEndian(bytes);
    }

    /// <summary>Passes over a field's value.</summary>
    public void Skip(int wire)
    {
        switch (wire)
        {
            case 0: Varint(); break;
            case 1: Pass(8); break;
            case 2: Pass(Length()); break;
            case 5: Pass(4); break;
            default: throw Broken();
        }
    }

    private long Length()
    {
        var length = Varint();
        return length <= long.MaxValue / 4 && Position + (long)length <= End ? (long)length : throw Broken();
    }

    private void Pass(long count)
    {
        while (count > 0)
        {
            if (_at == _filled && !Fill())
            {
                throw Broken();
            }

            var step = (int)Math.Min(count, _filled - _at);
            _at += step;
            count -= step;
        }
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var part = Byte();
            value |= shift < 64 ? (ulong)(part & 0x7F) << shift : 0;
            if ((part & 0x80) == 0)
            {
                return value;
            }
        }

        throw Broken();
    }

    private byte Byte() => _at < _filled || Fill() ? _buffer[_at++] : throw Broken();

    private bool Fill()
    {
        if (_at < _filled)
        {
            return true;
        }

        (_at, _filled) = (0, stream.Read(_buffer));
        _read += _filled;
        return _filled > 0;
    }

    private static ApiException Broken() => NoGraph.Because("This file is damaged, or no ONNX model.");
}
