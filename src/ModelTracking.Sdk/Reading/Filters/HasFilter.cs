namespace ModelTracking.Reading.Filters;

/// <summary><c>tags HAS 'gold'</c>: the run has an entry with this key. Always true or false.</summary>
/// <param name="Kind">Metrics, params, tags, artifacts (by path) or datasets (by name).</param>
/// <param name="Key">The key.</param>
public sealed record HasFilter(FieldKind Kind, string Key) : RunFilter;
