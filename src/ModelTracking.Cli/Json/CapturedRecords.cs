using System.Text.Json;
using ModelTracking.Records;

namespace ModelTracking.Cli.Json;

/// <summary>Records of what was captured as <c>cat</c> prints them: their parts are those of <c>show --json</c>.</summary>
internal static class CapturedRecords
{
    /// <summary>The record's type and content; null where it is of another kind.</summary>
    public static (string Type, JsonElement Content)? Of(TrackingRecord record) => record switch
    {
        CodeCaptured code => ("code", JsonSerializer.SerializeToElement(CodeJson.Of(code), ToolJson.Compact.CodeJson)),
        EnvironmentCaptured environment => ("environment", JsonSerializer.SerializeToElement(EnvironmentJson.Of(environment), ToolJson.Compact.EnvironmentJson)),
        DatasetLogged data => ("dataset", JsonSerializer.SerializeToElement(DatasetJson.Of(data), ToolJson.Compact.DatasetJson)),
        ModelLogged model => ("model", JsonSerializer.SerializeToElement(ModelJson.Of(model), ToolJson.Compact.ModelJson)),
        ResourcesUsed used => ("resources", JsonSerializer.SerializeToElement(ResourcesJson.Of(used), ToolJson.Compact.ResourcesJson)),
        ConsoleLogged console => ("console", JsonSerializer.SerializeToElement(ConsoleLinesJson.Of(console), ToolJson.Compact.ConsoleLinesJson)),
        _ => null,
    };
}
