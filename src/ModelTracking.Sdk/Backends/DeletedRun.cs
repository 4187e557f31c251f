using ModelTracking.Records;

namespace ModelTracking.Backends;

/// <summary>A run in the trash.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Experiment">Its experiment.</param>
/// <param name="Name">Its name.</param>
/// <param name="DeletedAt">When it was deleted (UTC).</param>
public sealed record DeletedRun(RunId Id, string Experiment, string Name, DateTimeOffset DeletedAt);
