namespace ModelTracking.Versioning;

/// <summary>The typed parts of a commit.</summary>
public enum TreePart
{
    /// <summary>The program's code: a git state, or source files.</summary>
    Code,

    /// <summary>Configuration values by key.</summary>
    Config,

    /// <summary>Data that went in.</summary>
    Datasets,

    /// <summary>Runtime, packages, machine.</summary>
    Environment,

    /// <summary>What the run measured.</summary>
    Metrics,

    /// <summary>Model files, and what is known of the models.</summary>
    Model,
}
