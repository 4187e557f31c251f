namespace ModelTracking.Versioning;

/// <summary>What happened to a registered model.</summary>
public enum ModelEventKind
{
    /// <summary>The model's name was taken.</summary>
    Created,

    /// <summary>It got another name.</summary>
    Renamed,

    /// <summary>The model or a version got another description.</summary>
    DescriptionSet,

    /// <summary>A tag was set, or removed where the value is null.</summary>
    TagSet,

    /// <summary>A version was registered.</summary>
    VersionRegistered,

    /// <summary>A version was deleted; its number is never used again.</summary>
    VersionDeleted,

    /// <summary>An alias was pointed to a version.</summary>
    AliasSet,

    /// <summary>An alias was removed.</summary>
    AliasRemoved,

    /// <summary>An alias went back to the version it pointed to before.</summary>
    RolledBack,

    /// <summary>A version went to another stage.</summary>
    StageSet,

    /// <summary>Somebody asked for approval of a version.</summary>
    ApprovalRequested,

    /// <summary>Somebody approved a version.</summary>
    Approved,

    /// <summary>Somebody rejected a version.</summary>
    Rejected,

    /// <summary>Somebody commented on the model or a version.</summary>
    Commented,

    /// <summary>A rule for an alias was set, or removed where there is none.</summary>
    RuleSet,

    /// <summary>The model was deleted with all its versions.</summary>
    Deleted,
}
