namespace ModelTracking.Journal;

/// <summary>What a read of a chained log found.</summary>
/// <param name="Lines">The JSON of each sound line.</param>
/// <param name="End">Where the next read goes on.</param>
/// <param name="FromStart">True where the log was read from its first line, so that what was known before no longer counts.</param>
/// <param name="Damage">Lines that were passed over.</param>
internal sealed record LogRead(IReadOnlyList<ReadOnlyMemory<byte>> Lines, LogPosition End, bool FromStart, IReadOnlyList<LogDamage> Damage);
