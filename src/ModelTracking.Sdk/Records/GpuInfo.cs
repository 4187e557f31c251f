namespace ModelTracking.Records;

/// <summary>A graphics processor as the driver names it.</summary>
/// <param name="Index">Its number on the machine.</param>
/// <param name="Name">For example <c>NVIDIA A100-SXM4-80GB</c>.</param>
/// <param name="MemoryBytes">Its memory; null where the driver does not say.</param>
public sealed record GpuInfo(int Index, string Name, long? MemoryBytes);
