namespace ModelTracking.Delivery;

/// <summary>What a record survives once it was handed to the disk.</summary>
public enum Durability
{
    /// <summary>The end of the process (written within the flush interval), not a power cut.</summary>
    ProcessCrash,

    /// <summary>Also a power cut, but for the last second: the files are synced each second, on flush and at the end of a run.</summary>
    PowerLoss,

    /// <summary>Also a power cut, at every flush interval: each batch is synced.</summary>
    EveryFlush,
}
