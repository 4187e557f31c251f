namespace ModelTracking.Records;

/// <summary>The type a parameter's value was logged with.</summary>
public enum ParamKind
{
    /// <summary>The value null.</summary>
    Null,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A floating-point number, NaN and infinity included.</summary>
    Real,

    /// <summary>True or false.</summary>
    Boolean,
}
