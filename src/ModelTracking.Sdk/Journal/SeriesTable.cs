using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>Small numbers for the series of one writer or one file. Not thread-safe.</summary>
internal sealed class SeriesTable
{
    private readonly Dictionary<MetricKey, int> _ids = [];
    private readonly List<MetricKey> _keys = [];

    public int Count => _keys.Count;

    public MetricKey this[int id] => _keys[id];

    public int GetOrAdd(in MetricKey key)
    {
        if (!_ids.TryGetValue(key, out var id))
        {
            id = _keys.Count;
            _ids.Add(key, id);
            _keys.Add(key);
        }

        return id;
    }

    /// <summary>Writes a frame that defines the series from <paramref name="first"/> to the last.</summary>
    public void WriteFrame(ByteBuffer target, int first, int count)
    {
        var start = target.BeginFrame();
        target.WriteVarint((ulong)first);
        target.WriteVarint((ulong)count);
        for (var id = first; id < first + count; id++)
        {
            target.WriteText(_keys[id].Name);
            target.WriteText(_keys[id].Context.ToString());
        }

        target.EndFrame(start, FrameType.Series, 0, 0);
    }

    /// <summary>Takes over the definitions of a frame.</summary>
    public void ReadFrame(ReadOnlySpan<byte> payload)
    {
        var reader = new ByteReader(payload);

        // Definitions come in order; a repeated one (a rewritten segment) says the same again.
        var first = reader.ReadCount(_keys.Count);
        var count = reader.ReadCount(payload.Length);
        for (var id = first; id < first + count; id++)
        {
            var key = new MetricKey(reader.ReadText(), reader.ReadText());
            if (id == _keys.Count)
            {
                _ids[key] = id;
                _keys.Add(key);
            }
            else if (_keys[id] != key)
            {
                throw ByteReader.Bad("a series is defined twice");
            }
        }
    }
}
