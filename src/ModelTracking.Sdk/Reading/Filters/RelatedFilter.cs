namespace ModelTracking.Reading.Filters;

/// <summary><c>ANY CHILD (...)</c> or <c>PARENT (...)</c>: a related run meets a condition. Always true or false.</summary>
/// <param name="Relation">Which run.</param>
/// <param name="Inner">What it has to meet.</param>
public sealed record RelatedFilter(Relation Relation, RunFilter Inner) : RunFilter;
