namespace ModelTracking.Dashboard.Access;

/// <summary>What an endpoint does, which decides what is asked of a request.</summary>
internal enum EndpointKind
{
    /// <summary>Gives a page of the client: needs a login, answers with HTML.</summary>
    Page,

    /// <summary>Gives a file of the client, the same for everybody.</summary>
    Asset,

    /// <summary>Takes the token of the login link; the only other one that asks for no login.</summary>
    Login,

    /// <summary>Reads the store.</summary>
    Read,

    /// <summary>Gives bytes that somebody logged: never trusted.</summary>
    Artifact,

    /// <summary>Changes the store.</summary>
    Change,
}
