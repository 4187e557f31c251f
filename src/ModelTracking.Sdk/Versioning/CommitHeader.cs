using ModelTracking.Records;

namespace ModelTracking.Versioning;

/// <summary>What a commit object says.</summary>
internal sealed record CommitHeader(string Tree, IReadOnlyList<string> Parents, string Author, DateTimeOffset Time, string Message, RunId? Run);
