namespace ModelTracking.Versioning.Storage;

/// <summary>Counts the rows of a text table while its bytes pass by.</summary>
internal sealed class TableFile
{
    private readonly bool _hasHeader;
    private readonly bool _hasQuotes;
    private readonly List<byte> _header = [];
    private long _lines;
    private bool _inQuotes;
    private bool _inLine;

    private TableFile(bool hasHeader, bool hasQuotes)
    {
        _hasHeader = hasHeader;
        _hasQuotes = hasQuotes;
    }

    public long Rows => Math.Max(0, _lines + (_inLine ? 1 : 0) - (_hasHeader ? 1 : 0));

    public string? Header => _hasHeader && _header.Count > 0 ? System.Text.Encoding.UTF8.GetString(_header.ToArray()).Trim('\uFEFF', '\r', ' ') : null;

    /// <summary>A counter for files with this name, or null where rows mean nothing.</summary>
    public static TableFile? For(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".csv" or ".tsv" => new TableFile(hasHeader: true, hasQuotes: true),
        ".jsonl" or ".ndjson" => new TableFile(hasHeader: false, hasQuotes: false),
        _ => null,
    };

    public void Add(ReadOnlySpan<byte> bytes)
    {
        const int MaxHeader = 10_000;
        foreach (var b in bytes)
        {
            if (_hasQuotes && b == (byte)'"')
            {
                _inQuotes = !_inQuotes;
            }

            if (b == (byte)'\n' && !_inQuotes)
            {
                _lines += _inLine ? 1 : 0;
                _inLine = false;
                continue;
            }

            _inLine |= b != (byte)'\r';
            if (_lines == 0 && _hasHeader && _header.Count < MaxHeader)
            {
                _header.Add(b);
            }
        }
    }
}
