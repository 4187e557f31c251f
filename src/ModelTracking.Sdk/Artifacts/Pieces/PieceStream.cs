namespace ModelTracking.Artifacts.Pieces;

/// <summary>Reads pieces one after the other, as one stream forwards.</summary>
internal sealed class PieceStream(IReadOnlyList<StoredObject> pieces, Func<string, Stream> open) : Stream
{
    private Stream? _current;
    private int _next;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length { get; } = pieces.Sum(p => p.Length);

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (_current is null)
            {
                if (_next == pieces.Count)
                {
                    return 0;
                }

                _current = open(pieces[_next++].Hash);
            }

            var read = _current.Read(buffer);
            if (read > 0)
            {
                _position += read;
                return read;
            }

            _current.Dispose();
            _current = null;
        }

        return 0;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _current?.Dispose();
        }

        base.Dispose(disposing);
    }
}
