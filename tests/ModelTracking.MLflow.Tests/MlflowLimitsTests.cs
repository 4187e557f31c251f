namespace ModelTracking.MLflow.Tests;

public class MlflowLimitsTests
{
    [Fact]
    public void A_batch_takes_what_the_protocol_says()
    {
        var limits = MlflowLimits.Standard;
        Assert.Equal((1000, 100, 100, 1000), (limits.BatchMetrics, limits.BatchParams, limits.BatchTags, limits.BatchItems));
    }
}
