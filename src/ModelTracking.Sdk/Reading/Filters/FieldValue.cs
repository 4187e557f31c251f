namespace ModelTracking.Reading.Filters;

/// <summary>A param, a tag, a dataset's property, or a fact about environment, code or model.</summary>
/// <param name="Kind">What part of the run; neither metric nor attribute, which have types of their own.</param>
/// <param name="Key">Its key.</param>
public sealed record FieldValue(FieldKind Kind, string Key) : RunValue;
