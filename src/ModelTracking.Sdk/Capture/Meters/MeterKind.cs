namespace ModelTracking.Capture.Meters;

/// <summary>How the measurements of an instrument are gathered into points.</summary>
internal enum MeterKind
{
    /// <summary>Each measurement adds to a total: the total is the point.</summary>
    Total,

    /// <summary>The last measurement is the point.</summary>
    Value,

    /// <summary>Count, mean, least and greatest of the time are the points.</summary>
    Distribution,
}
