namespace ModelTracking.Reading.Filters;

/// <summary>What part of a run a field belongs to.</summary>
public enum FieldKind
{
    /// <summary>Facts about the run itself: name, status, times; see <see cref="RunProperty"/>.</summary>
    Attribute,

    /// <summary>A metric.</summary>
    Metric,

    /// <summary>A parameter, with its type.</summary>
    Param,

    /// <summary>A tag.</summary>
    Tag,

    /// <summary>Datasets: <c>name</c>, <c>digest</c>, <c>context</c>. A run may have several; a condition holds where it holds for one.</summary>
    Dataset,

    /// <summary>The machine and software that ran it.</summary>
    Environment,

    /// <summary>The state of the code: <c>commit</c>, <c>branch</c>, <c>dirty</c>, <c>remote</c>.</summary>
    Git,

    /// <summary>The model that was logged.</summary>
    Model,

    /// <summary>Artifacts, by path; only for <c>artifacts HAS 'path'</c>.</summary>
    Artifact,
}
