using FsCheck.Xunit;
using ModelTracking.Reading;
using ModelTracking.Reading.Filters;
using ModelTracking.Records;
using ModelTracking.Tests.Reading.Filters;

namespace ModelTracking.Tests.Reading.Evaluation;

[Properties(Arbitrary = [typeof(FilterArbitraries), typeof(RunArbitraries)], MaxTest = 2000)]
public class LogicTests
{
    [Property]
    public async Task A_random_condition_keeps_the_runs_that_the_slow_evaluator_keeps(RunFilter filter, RunSummary[] runs)
    {
        runs = [.. runs.DistinctBy(r => r.Id)];
        var expected = runs.Where(r => NaiveEvaluator.Holds(filter, r) == true).Select(r => r.Id).ToHashSet();
        var found = await new RunQuery(new FixedReader(runs)).Where(filter).ToIdsAsync();
        Assert.True(expected.SetEquals(found), $"{filter}: expected {expected.Count} runs and found {found.Count}");
    }
}
