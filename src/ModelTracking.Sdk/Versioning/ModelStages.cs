namespace ModelTracking.Versioning;

/// <summary>Stages that MLflow knows; any other name is as good.</summary>
public static class ModelStages
{
    /// <summary>In no stage.</summary>
    public const string None = "None";

    /// <summary>Being tried.</summary>
    public const string Staging = "Staging";

    /// <summary>In use.</summary>
    public const string Production = "Production";

    /// <summary>No longer in use.</summary>
    public const string Archived = "Archived";

    internal static string Canonical(string stage) =>
        new[] { None, Staging, Production, Archived }.FirstOrDefault(s => s.Equals(stage, StringComparison.OrdinalIgnoreCase)) ?? stage;
}
