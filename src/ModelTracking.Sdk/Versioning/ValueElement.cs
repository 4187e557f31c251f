using ModelTracking.Records;

namespace ModelTracking.Versioning;

/// <summary>A value with its type: a configuration value, a package's version, a model's flavour.</summary>
/// <param name="Value">The value.</param>
public sealed record ValueElement(ParamValue Value) : TreeElement
{
    /// <inheritdoc />
    public override string Describe() => Value.Kind == ParamKind.Text ? $"\"{Value}\"" : Value.ToString();
}
