using System.Buffers;
using System.Text;

namespace ModelTracking.Capture.Git;

/// <summary>
/// Cuts a patch, as it streams by, into its files' sections. A section that is too large is told without its text, so
/// memory stays bounded however long the patch is. Not thread-safe.
/// </summary>
/// <param name="maxSection">Largest section that is kept, in bytes.</param>
/// <param name="found">Told the path of each section, and its text, or null where that is too large.</param>
internal sealed class PatchSplitter(long maxSection, Action<string, ReadOnlyMemory<byte>?> found)
{
    private static readonly byte[] Header = "diff --git "u8.ToArray();
    private static readonly byte[] Unmerged = "* Unmerged path "u8.ToArray();
    private readonly ArrayBufferWriter<byte> _section = new();
    private readonly ArrayBufferWriter<byte> _line = new();
    private string? _path;
    private bool _isTooLarge;
    private bool _isLongLine;

    public void ReadFrom(Stream stream)
    {
        var buffer = new byte[64 << 10];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            Feed(buffer.AsSpan(0, read));
        }

        EndLine();
        EndSection();
    }

    private void Feed(ReadOnlySpan<byte> chunk)
    {
        while (!chunk.IsEmpty)
        {
            var end = chunk.IndexOf((byte)'\n');
            var part = end < 0 ? chunk : chunk[..(end + 1)];
            if (_line.WrittenCount + part.Length <= Math.Max(maxSection, 64 << 10))
            {
                _line.Write(part);
            }
            else
            {
                _isLongLine = true;
            }

            if (end >= 0)
            {
                EndLine();
            }

            chunk = chunk[part.Length..];
        }
    }

    private void EndLine()
    {
        var line = _line.WrittenSpan;
        if (line.StartsWith(Header))
        {
            EndSection();
            _path = PatchPath.Parse(Encoding.UTF8.GetString(line[Header.Length..]).TrimEnd('\n'));
        }

        if (_isLongLine || _section.WrittenCount + line.Length > maxSection)
        {
            _isTooLarge = true;
        }
        else if (!line.StartsWith(Unmerged))
        {
            _section.Write(line);
        }

        _line.Clear();
        _isLongLine = false;
    }

    private void EndSection()
    {
        if (_path is not null)
        {
            found(_path, _isTooLarge ? (ReadOnlyMemory<byte>?)null : _section.WrittenSpan.ToArray());
        }

        _path = null;
        _section.Clear();
        _isTooLarge = false;
    }
}
