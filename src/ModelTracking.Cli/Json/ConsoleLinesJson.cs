using ModelTracking.Records;

namespace ModelTracking.Cli.Json;

/// <summary>Lines that a run printed, in the tool's JSON, and how many were lost just before them.</summary>
internal sealed record ConsoleLinesJson(long Dropped, IReadOnlyList<ConsoleLineJson> Lines)
{
    public static ConsoleLinesJson Of(ConsoleLogged c) => new(c.Dropped, [.. c.Lines.Select(ConsoleLineJson.Of)]);
}
