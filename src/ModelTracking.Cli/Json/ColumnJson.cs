using ModelTracking.Records;

namespace ModelTracking.Cli.Json;

/// <summary>A column of data, or a tensor of a model, in the tool's JSON; -1 in a shape is any length.</summary>
internal sealed record ColumnJson(string Name, string Type, IReadOnlyList<long>? Shape)
{
    public static ColumnJson Of(ColumnSpec c) => new(c.Name, c.Type, c.Shape);
}
