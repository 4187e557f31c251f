namespace ModelTracking.MLNet.Training;

/// <summary>An estimator that this package has wrapped.</summary>
internal interface ITrackedEstimator
{
    object InnerEstimator { get; }

    Run Run { get; }
}
