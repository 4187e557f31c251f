namespace ModelTracking.Reading.Filters;

/// <summary>What can be known of a value before any run is looked at.</summary>
internal enum FilterType
{
    /// <summary>Params and tags: what it is, each run decides.</summary>
    Any,
    Number,
    Text,
    Boolean,
    Time,
    Duration,
}
