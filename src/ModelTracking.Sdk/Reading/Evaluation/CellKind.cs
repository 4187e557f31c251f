namespace ModelTracking.Reading.Evaluation;

/// <summary>What a cell holds.</summary>
internal enum CellKind : byte
{
    /// <summary>The run does not have it.</summary>
    Missing,
    Number,
    Text,
    Boolean,

    /// <summary>Microseconds since 1970.</summary>
    Time,

    /// <summary>Seconds.</summary>
    Duration,

    /// <summary>Several texts.</summary>
    Many,
}
