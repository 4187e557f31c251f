namespace ModelTracking.Dashboard.Json;

/// <summary>Lines of a run's log, from the cursor that was asked for.</summary>
internal sealed record LinesDto(IReadOnlyList<LineDto> Lines, string Cursor, bool HasMore);

/// <summary>One line; <paramref name="Source"/> is <c>out</c>, <c>error</c>, <c>log</c>, or <c>lost</c> for a note about lines that were not kept.</summary>
internal sealed record LineDto(double Time, string Source, string Text);
