using ModelTracking.Reading.Comparing;
using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Tests.Reading.Comparing;

public class RunGateTests
{
    private static readonly RunSummary Baseline = Sample.Run(1, r => r.Metric("accuracy", 0.95, 0.5, 0.96, MetricGoal.Maximize).Metric("loss", 0.2, 0.1).Param("epochs", 10));
    private static readonly RunSummary Worse = Sample.Run(2, r => r.Metric("accuracy", 0.93, 0.4, 0.94, MetricGoal.Maximize).Metric("loss", 0.21, 0.1).Metric("broken", double.NaN).Param("epochs", 20));

    private static Task<GateResult> Check(string gate, RunSummary? run = null) => RunGate.Parse(gate).CheckAsync(new FixedReader(Baseline, Worse), run ?? Worse, Baseline, new FixedClock(Some.Time));

    [Theory]
    [InlineData("metrics.accuracy < baseline - 0.01", GateOutcome.Failed)]
    [InlineData("metrics.accuracy < baseline - 0.05", GateOutcome.Passed)]
    [InlineData("metrics.loss > 1.1 * baseline", GateOutcome.Passed)]
    [InlineData("metrics.loss > baseline * 1.01 OR metrics.accuracy < 0.5", GateOutcome.Failed)]
    [InlineData("max(metrics.accuracy) < baseline", GateOutcome.Failed)]
    [InlineData("metrics.accuracy < baseline(min(metrics.accuracy))", GateOutcome.Passed)]
    [InlineData("baseline - metrics.accuracy > 0.01", GateOutcome.Failed)]
    [InlineData("params.epochs != baseline", GateOutcome.Failed)]
    [InlineData("metrics.accuracy NOT BETWEEN baseline - 0.1 AND baseline + 0.1", GateOutcome.Passed)]
    [InlineData("NOT metrics.accuracy >= baseline", GateOutcome.Failed)]
    [InlineData("status != 'FINISHED'", GateOutcome.Passed)]
    [InlineData("metrics.missing < baseline", GateOutcome.Undecided)]
    [InlineData("metrics.broken > baseline(metrics.loss)", GateOutcome.Undecided)]
    [InlineData("metrics.broken > 1", GateOutcome.Undecided)]
    [InlineData("metrics.missing < baseline OR metrics.accuracy < baseline", GateOutcome.Failed)]
    public async Task A_gate_says(string gate, GateOutcome expected) => Assert.Equal(expected, (await Check(gate)).Outcome);

    [Fact]
    public async Task A_gate_says_why() =>
        Assert.Equal("metrics.accuracy is 0.93, baseline 0.95", (await Check("metrics.accuracy < baseline - 0.01")).Explanation);

    [Fact]
    public async Task The_baseline_itself_passes() => Assert.Equal(GateOutcome.Passed, (await Check("metrics.accuracy < baseline - 0.01", Baseline)).Outcome);

    [Theory]
    [InlineData("baseline > 1")]
    [InlineData("metrics.accuracy <")]
    [InlineData("metrics.accuracy < 'baseline'")]
    public void A_gate_that_makes_no_sense_is_refused(string gate) => Assert.Throws<FilterException>(() => RunGate.Parse(gate));

    [Fact]
    public void Baseline_is_no_word_of_other_queries() => Assert.Throws<FilterException>(() => RunFilter.Parse("metrics.a < baseline"));
}
