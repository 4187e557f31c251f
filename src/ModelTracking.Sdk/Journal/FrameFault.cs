namespace ModelTracking.Journal;

/// <summary>Why a reader stopped in a file.</summary>
internal enum FrameFault
{
    /// <summary>It did not: the file ends with a whole frame.</summary>
    None,

    /// <summary>The last frame is not complete.</summary>
    Torn,

    /// <summary>There is no frame header where one should stand.</summary>
    BadHeader,

    /// <summary>A frame's content does not match its checksum or its description.</summary>
    BadPayload,
}
