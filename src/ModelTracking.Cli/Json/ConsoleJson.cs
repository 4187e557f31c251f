using ModelTracking.Records;

namespace ModelTracking.Cli.Json;

/// <summary>What a run printed, in short, in the tool's JSON; <c>logs</c> has all.</summary>
internal sealed record ConsoleJson(long Lines, long Dropped, IReadOnlyList<ConsoleLineJson> Tail)
{
    public static ConsoleJson Of(ConsoleSummary c) => new(c.Lines, c.Dropped, [.. c.Tail.Select(ConsoleLineJson.Of)]);
}
