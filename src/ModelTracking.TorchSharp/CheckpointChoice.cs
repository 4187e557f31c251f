namespace ModelTracking;

/// <summary>Which checkpoint of a run is wanted.</summary>
public enum CheckpointChoice
{
    /// <summary>The one with the most steps: to go on from.</summary>
    Last,

    /// <summary>The best one by <see cref="CheckpointOptions.Best"/>: to use.</summary>
    Best,
}
