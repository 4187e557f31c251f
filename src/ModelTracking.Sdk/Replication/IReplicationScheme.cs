namespace ModelTracking.Replication;

/// <summary>Turns a URI into a target: what a package registers so that <c>TrackingClient.Open("http://...")</c> knows it. Thread-safe.</summary>
public interface IReplicationScheme
{
    /// <summary>Whether the URI is one of this scheme's.</summary>
    bool Knows(string uri);

    /// <summary>Makes the target. Does not touch the network.</summary>
    /// <exception cref="Diagnostics.TrackingException">The URI or the settings it needs are wrong; the message says what to do.</exception>
    IReplicationTarget Open(string uri, ReplicationOptions options);
}
