namespace ModelTracking.Reading.Filters;

/// <summary>A fact about the run itself.</summary>
public sealed record AttributeValue(RunProperty Attribute) : RunValue;
