namespace ModelTracking.Delivery;

/// <summary>What the one consumer of a <see cref="RecordRing"/> does with an item; a struct, so that the call is inlined.</summary>
internal interface IRingConsumer
{
    void Consume(object target, long step, long time, double value);
}
