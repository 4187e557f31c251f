namespace ModelTracking.Reading.Evaluation;

/// <summary>Three-valued logic: AND is the smaller, OR the greater of two.</summary>
internal enum Truth : byte
{
    False,
    Unknown,
    True,
}
