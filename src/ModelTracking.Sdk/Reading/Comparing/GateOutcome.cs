namespace ModelTracking.Reading.Comparing;

/// <summary>What a gate says of a run.</summary>
public enum GateOutcome
{
    /// <summary>The condition for failing does not hold.</summary>
    Passed,

    /// <summary>The condition for failing holds.</summary>
    Failed,

    /// <summary>A value is missing or not a number, so nobody can say; a careful caller treats it as failed.</summary>
    Undecided,
}
