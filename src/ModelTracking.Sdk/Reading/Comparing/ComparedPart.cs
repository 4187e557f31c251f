namespace ModelTracking.Reading.Comparing;

/// <summary>What part of runs is compared, in the order in which it is shown.</summary>
public enum ComparedPart
{
    /// <summary>Experiment, status, duration and the like.</summary>
    Run,

    /// <summary>Parameters.</summary>
    Params,

    /// <summary>Metrics, with differences to the baseline.</summary>
    Metrics,

    /// <summary>Tags.</summary>
    Tags,

    /// <summary>Datasets: digests by name and context.</summary>
    Datasets,

    /// <summary>Commit, branch, and each file that was not committed as it ran.</summary>
    Code,

    /// <summary>Machine, program and environment variables.</summary>
    Environment,

    /// <summary>Frameworks and packages with their versions.</summary>
    Packages,

    /// <summary>Models: what can load them, what they take and give.</summary>
    Models,

    /// <summary>Artifacts by path; equal where their bytes are.</summary>
    Artifacts,
}
