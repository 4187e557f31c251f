namespace ModelTracking.Reading.Filters;

/// <summary>How another run stands to a run.</summary>
public enum Relation
{
    /// <summary>The run it is nested in.</summary>
    Parent,

    /// <summary>Any of the runs nested in it.</summary>
    Child,
}
