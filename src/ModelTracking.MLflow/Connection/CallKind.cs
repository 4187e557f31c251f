namespace ModelTracking.MLflow.Connection;

/// <summary>What may be done with a request besides sending it once.</summary>
internal sealed record CallKind
{
    /// <summary>Sending it twice does no harm.</summary>
    public static readonly CallKind Repeatable = new();

    /// <summary>Sending it twice could make something twice: it is repeated only where it surely did not arrive.</summary>
    public static readonly CallKind Once = new() { IsRepeatable = false };

    /// <summary>Moves an artifact.</summary>
    public static readonly CallKind Transfer = new() { IsTransfer = true };

    public static readonly HttpRequestOptionsKey<CallKind> Key = new("ModelTracking.MLflow.CallKind");

    public bool IsRepeatable { get; init; } = true;

    public bool IsTransfer { get; init; }
}
