namespace ModelTracking.Dashboard.Access;

/// <summary>What an endpoint does, which decides what is asked of a request.</summary>
internal enum EndpointKind
{
    /// <summary>Gives a page of the client: needs a login, answers with HTML.</summary>
    Page,

    /// <summary>Gives a file of the client, the same for everybody.</summary>
    Asset,

    /// <summary>Takes the token of the login link, or asks for a key; needs no login.</summary>
    Login,

    /// <summary>Begins or ends a session, by a form of the dashboard's own.</summary>
    Session,

    /// <summary>Reads the store.</summary>
    Read,

    /// <summary>Gives bytes that somebody logged: never trusted.</summary>
    Artifact,

    /// <summary>Changes the store.</summary>
    Change,
}
