using ModelTracking.Records;

namespace ModelTracking.Cli.Json;

/// <summary>A line that a run printed, in the tool's JSON; its source is <c>out</c>, <c>error</c> or <c>log</c>.</summary>
internal sealed record ConsoleLineJson(DateTime Time, string Source, string Text)
{
    public static ConsoleLineJson Of(ConsoleLine l) => new(l.Time.UtcDateTime, l.Source.ToString().ToLowerInvariant(), l.Text);
}
