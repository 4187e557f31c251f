namespace ModelTracking.Neptune;

/// <summary>How runs of Neptune become runs here.</summary>
public sealed class NeptuneImportOptions
{
    /// <summary>The experiment. Default: the name of the Neptune project, else <c>neptune</c>.</summary>
    public string? Experiment { get; set; }

    /// <summary>Single numbers that are metrics and no params, by path, with <c>*</c> for any text. Default: <c>metrics/*</c>.</summary>
    public IReadOnlyList<string> Metrics { get; set; } = ["metrics/*"];
}
