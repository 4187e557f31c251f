namespace ModelTracking.Export.Rows;

/// <summary>What a column holds.</summary>
internal enum ColumnType
{
    /// <summary>Nothing has been seen yet.</summary>
    None,

    /// <summary><see cref="long"/>.</summary>
    Whole,

    /// <summary><see cref="double"/>.</summary>
    Number,

    /// <summary><see cref="bool"/>.</summary>
    Boolean,

    /// <summary><see cref="DateTimeOffset"/>.</summary>
    Time,

    /// <summary><see cref="string"/>.</summary>
    Text,
}
