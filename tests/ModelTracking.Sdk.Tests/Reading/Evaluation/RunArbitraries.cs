using FsCheck;
using FsCheck.Fluent;
using ModelTracking.Records;

namespace ModelTracking.Tests.Reading.Evaluation;

/// <summary>Random runs with the keys that random conditions ask for.</summary>
public static class RunArbitraries
{
    private static readonly string[] Keys = ["a", "b", "opt/name", "and"];
    private static readonly object?[] Values = [1, 0.5, -1L, double.NaN, double.PositiveInfinity, "adam", "1", "true", "", "it's", true, false, null, "Ärger 🙂"];
    private static readonly double[] Numbers = [0, -0.0, 1, -1, 0.5, double.NaN, double.PositiveInfinity, 1e300];

    public static Arbitrary<RunSummary> Run() => (
        from number in Gen.Choose(1, 1_000_000)
        from parameters in Gen.ListOf(Gen.Elements(Values), Keys.Length)
        from tags in Gen.ListOf(Gen.Elements("adam", "1", null, "", "0.5", "true"), Keys.Length)
        from metrics in Gen.ListOf(Gen.Elements(Numbers), Keys.Length)
        from has in Gen.ListOf(Gen.Elements(true, false), 2 * Keys.Length)
        from goal in Gen.Elements(Enum.GetValues<MetricGoal>())
        from context in Gen.Elements("", "train")
        select Sample.Run(number, run =>
        {
            for (var i = 0; i < Keys.Length; i++)
            {
                _ = has[i] ? run.Param(Keys[i], parameters[i]) : run;
                _ = tags[i] is { } text ? run.Tag(Keys[i], text) : run;
                _ = has[Keys.Length + i] ? run.Metric(new MetricKey(Keys[i], context), metrics[i], metrics[i] - 1, metrics[i] + 1, goal) : run;
            }
        })).ToArbitrary();
}
