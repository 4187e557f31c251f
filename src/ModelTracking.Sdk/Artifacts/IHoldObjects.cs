namespace ModelTracking.Artifacts;

/// <summary>A backend with an object store of its own: artifacts go there straight away, and need not be copied again.</summary>
internal interface IHoldObjects
{
    IObjectStore Objects { get; }
}
