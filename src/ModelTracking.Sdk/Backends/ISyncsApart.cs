using ModelTracking.Records;

namespace ModelTracking.Backends;

/// <summary>
/// A backend whose sync may run while it goes on writing: a disk that takes long to sync then keeps nothing in memory
/// that a killed process would lose.
/// </summary>
internal interface ISyncsApart
{
    /// <summary>Returns once everything of the run and writer that was written before the call survives a power cut. Any thread.</summary>
    /// <exception cref="IOException">It does not; try again.</exception>
    void Sync(RunId run, string writer);
}
