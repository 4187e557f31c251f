namespace ModelTracking.Delivery;

/// <summary>What a logging call does when the buffer is full.</summary>
public enum OverflowPolicy
{
    /// <summary>Waits until the local disk has taken some: nothing is lost, memory stays bounded.</summary>
    Wait,

    /// <summary>Drops the new point and counts it.</summary>
    Drop,
}
