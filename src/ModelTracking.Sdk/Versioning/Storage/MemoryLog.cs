using ModelTracking.Journal;

namespace ModelTracking.Versioning.Storage;

/// <summary>A log in memory.</summary>
internal sealed class MemoryLog(string name) : IChainedLog
{
    private readonly List<ReadOnlyMemory<byte>> _lines = [];

    public string Path => name;

    public LogRead Read(LogPosition after)
    {
        lock (_lines)
        {
            return new LogRead([.. _lines.Skip((int)after.Offset)], new LogPosition(_lines.Count, ""), after.Offset == 0, []);
        }
    }

    public LogPosition Append(LogPosition after, ReadOnlySpan<byte> json)
    {
        lock (_lines)
        {
            _lines.Add(json.ToArray());
            return new LogPosition(_lines.Count, "");
        }
    }

    public void Repair()
    {
    }
}
