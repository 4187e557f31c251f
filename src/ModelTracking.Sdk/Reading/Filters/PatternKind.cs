namespace ModelTracking.Reading.Filters;

/// <summary>What a pattern is written in.</summary>
public enum PatternKind
{
    /// <summary><c>%</c> stands for any text and <c>_</c> for one character; upper and lower case differ.</summary>
    Like,

    /// <summary>As <see cref="Like"/>, with upper and lower case alike.</summary>
    ILike,

    /// <summary>A regular expression that is found anywhere in the text; matched in linear time, so without look-around and back-references.</summary>
    RLike,
}
