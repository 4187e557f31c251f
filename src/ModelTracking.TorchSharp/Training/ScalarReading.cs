namespace ModelTracking;

/// <summary>When the value of a logged tensor is read.</summary>
public enum ScalarReading
{
    /// <summary>At once on a CPU; later, many at a time, where reading would wait for a GPU.</summary>
    Automatic,

    /// <summary>At once: a value that is not a number is told in the very step, and a GPU is waited for.</summary>
    Immediate,

    /// <summary>Later, many at a time.</summary>
    Deferred,
}
