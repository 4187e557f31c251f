using System.Text.Json;
using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>First frame of a sealed file.</summary>
/// <param name="Format">Journal format.</param>
/// <param name="Run">The run.</param>
/// <param name="Created">When it was sealed (UTC).</param>
/// <param name="Writers">The run's writers, in the order in which their points count as logged.</param>
internal sealed record SealedHeader(int Format, RunId Run, DateTimeOffset Created, IReadOnlyList<SealedWriterEntry> Writers)
{
    /// <summary>Reads the JSON form; null where it is none.</summary>
    public static SealedHeader? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, JournalJson.Default.SealedHeader) is { Writers: not null } header ? header : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
