using System.Security.Cryptography;

namespace ModelTracking.Artifacts;

/// <summary>Reads a stream forwards and, at its end, checks that the bytes have the hash they are known by.</summary>
internal sealed class VerifyingStream(Stream inner, string expectedHash) : Stream
{
    private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly long _length = inner.Length;
    private bool _verified;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position
    {
        get => inner.Position;
        set => throw new NotSupportedException("Artifacts are read forwards; copy the stream to seek in it.");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Check(buffer[..read], buffer.Length);
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Check(buffer.Span[..read], buffer.Length);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("Artifacts are read forwards; copy the stream to seek in it.");

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            _sha.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Check(ReadOnlySpan<byte> read, int asked)
    {
        _sha.AppendData(read);
        // A reader that knows the length never asks beyond it, so the last byte counts as the end too.
        var atEnd = (read.IsEmpty && asked > 0) || inner.Position == _length;
        if (!atEnd || _verified)
        {
            return;
        }

        _verified = true;
        var actual = Convert.ToHexString(_sha.GetHashAndReset()).ToLowerInvariant();
        if (actual != expectedHash)
        {
            throw new InvalidDataException($"The stored bytes are damaged: their SHA-256 is {actual}, not {expectedHash}. Restore the file from a backup, or log the artifact again.");
        }
    }
}
