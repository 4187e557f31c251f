namespace ModelTracking.Access;

/// <summary>A privileged act: who did what, when, to what.</summary>
/// <param name="Time">When (UTC).</param>
/// <param name="By">Who: a key with its name and id, a user of the organisation, or the user of a machine.</param>
/// <param name="Action">What, in a word of the program: <c>key.create</c>, <c>model.approve</c>, <c>run.edit</c>.</param>
/// <param name="Target">To what: a run, a model, a key.</param>
public sealed record AuditEntry(DateTimeOffset Time, string By, string Action, string Target)
{
    /// <summary>What was asked for, in short; null for nothing more.</summary>
    public string? Details { get; init; }

    /// <summary>The address that the request came from; null for the machine itself.</summary>
    public string? From { get; init; }

    /// <summary>Why it was refused or did not succeed; null where it was done.</summary>
    public string? Problem { get; init; }
}
