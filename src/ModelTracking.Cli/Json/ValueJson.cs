namespace ModelTracking.Cli.Json;

/// <summary>A value of an environment in the tool's JSON, in the group and under the name that <c>env</c> shows.</summary>
internal sealed record ValueJson(string Group, string Name, string Value);
