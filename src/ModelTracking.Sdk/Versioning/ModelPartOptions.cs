namespace ModelTracking.Versioning;

/// <summary>What is known of a model beside its files.</summary>
public sealed class ModelPartOptions
{
    /// <summary>The library that reads it, for example <c>mlnet</c> or <c>torchsharp</c>. Default: null.</summary>
    public string? Flavour { get; set; }

    /// <summary>Names, types and shapes of inputs and outputs, in any one form. Default: null.</summary>
    public string? Signature { get; set; }

    /// <summary>Number of trained parameters. Default: null.</summary>
    public long? Parameters { get; set; }
}
