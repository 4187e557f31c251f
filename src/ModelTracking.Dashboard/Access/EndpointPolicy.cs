using ModelTracking.Access;

namespace ModelTracking.Dashboard.Access;

/// <summary>Stands in the metadata of each endpoint, for tests and for the host to see.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Needs">The role that it takes, on the run or model that it is about.</param>
internal sealed record EndpointPolicy(EndpointKind Kind, AccessRole Needs)
{
    /// <summary>How many bytes it takes at most.</summary>
    public int BodyBytes { get; init; } = Limits.BodyBytes;

    /// <summary>Whether it answers without a login of the dashboard's own. The host's policies hold for all of them.</summary>
    public bool IsOpen => Kind is EndpointKind.Asset or EndpointKind.Login or EndpointKind.Session;
}
