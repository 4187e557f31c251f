namespace ModelTracking.Capture.Machine;

/// <summary>What asking for graphics processors gave.</summary>
/// <param name="Gpus">Those that were found.</param>
/// <param name="Problem">Why there are none, or why asking again is pointless; null where all went well.</param>
internal sealed record GpuAnswer(IReadOnlyList<Gpu> Gpus, string? Problem);
