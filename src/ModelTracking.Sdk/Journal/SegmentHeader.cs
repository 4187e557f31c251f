using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>First frame of a segment, and the content of a lock file: who writes.</summary>
/// <param name="Format">Journal format.</param>
/// <param name="Run">The run.</param>
/// <param name="Writer">The writing process, 8 hexadecimal digits.</param>
/// <param name="Segment">Number of the segment within its writer, from 1; 0 in a lock file.</param>
/// <param name="Host">The machine's name.</param>
/// <param name="Pid">The process.</param>
/// <param name="ProcessStart">When the process began (UTC).</param>
/// <param name="Opened">When the writer was opened (UTC), the same in all its segments: orders the writers of a run.</param>
/// <param name="Created">When this file was created (UTC).</param>
internal sealed record SegmentHeader(
    int Format,
    RunId Run,
    string Writer,
    int Segment,
    string Host,
    int Pid,
    DateTimeOffset ProcessStart,
    DateTimeOffset Opened,
    DateTimeOffset Created);
