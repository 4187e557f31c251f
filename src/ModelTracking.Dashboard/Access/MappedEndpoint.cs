namespace ModelTracking.Dashboard.Access;

/// <summary>An endpoint that is there.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Pattern">Its path below the dashboard's.</param>
/// <param name="Policy">What is asked of who comes.</param>
internal sealed record MappedEndpoint(string Method, string Pattern, EndpointPolicy Policy);
