namespace ModelTracking.Reading.Filters;

/// <summary>Facts about the run itself.</summary>
public enum RunProperty
{
    /// <summary><c>run_id</c>: the identity, text.</summary>
    Id,

    /// <summary><c>run_name</c>: text.</summary>
    Name,

    /// <summary><c>experiment</c>: text.</summary>
    Experiment,

    /// <summary><c>status</c>: RUNNING, FINISHED, FAILED, KILLED or CRASHED; case does not matter.</summary>
    Status,

    /// <summary><c>start_time</c>: a time.</summary>
    StartTime,

    /// <summary><c>end_time</c>: a time; missing while it runs.</summary>
    EndTime,

    /// <summary><c>last_activity</c>: a time.</summary>
    LastActivity,

    /// <summary><c>duration</c>: a length of time; as a number, seconds.</summary>
    Duration,

    /// <summary><c>user_id</c>: who started it, text.</summary>
    User,

    /// <summary><c>parent_id</c>: the run it is nested in, text.</summary>
    ParentId,

    /// <summary><c>forked_from</c>: the run it was forked from, text.</summary>
    ForkedFrom,

    /// <summary><c>description</c>: text.</summary>
    Description,

    /// <summary><c>error</c>: the exception's type and message, text.</summary>
    Error,

    /// <summary><c>artifact_uri</c>: <c>runs/&lt;id&gt;/artifacts</c>, text.</summary>
    ArtifactUri,
}
