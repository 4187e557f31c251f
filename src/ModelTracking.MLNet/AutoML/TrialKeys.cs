namespace ModelTracking.MLNet.AutoML;

/// <summary>How a trial stands in a run, whoever made it: written by AutoML tracking and import, read by the leaderboard.</summary>
internal static class TrialKeys
{
    /// <summary>Tag of a nested run: the trial's number.</summary>
    public const string Trial = "automl.trial";

    /// <summary>Tag of the best trial's run, and of it alone: <c>true</c>.</summary>
    public const string Best = "automl.best";

    /// <summary>Tag of the parent: the best trial's number.</summary>
    public const string BestTrial = "automl.best_trial";

    /// <summary>Tag of the parent: the best trial's run.</summary>
    public const string BestRun = "automl.best_run";

    /// <summary>Metric of trial and parent (there with the trial as step).</summary>
    public const string Metric = "automl.metric";

    /// <summary>Metric of a trial, in seconds.</summary>
    public const string Seconds = "automl.duration_seconds";

    /// <summary>Metric of a trial, in MB.</summary>
    public const string PeakMemory = "automl.peak_memory_mb";

    /// <summary>Param of a trial: its pipeline, or its trainer.</summary>
    public const string Pipeline = "automl.pipeline";

    /// <summary>Param of a parent: what the metric is, where it is known.</summary>
    public const string MetricName = "automl.metric_name";
}
