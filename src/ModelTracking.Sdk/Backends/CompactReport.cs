namespace ModelTracking.Backends;

/// <summary>What keeping objects in pieces won, or would win.</summary>
/// <param name="Objects">Number of objects that were whole files.</param>
/// <param name="BytesBefore">Their bytes as whole files.</param>
/// <param name="BytesAfter">Bytes of the pieces that were not there yet.</param>
public sealed record CompactReport(int Objects, long BytesBefore, long BytesAfter);
