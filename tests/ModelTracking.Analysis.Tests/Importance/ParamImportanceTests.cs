using ModelTracking.Analysis.Importance;

namespace ModelTracking.Analysis.Tests.Importance;

/// <summary>Which params have to do with a value.</summary>
public class ParamImportanceTests
{
    private static readonly string[] Kinds = ["adam", "sgd", "lion"];

    private static ParamImportance Of(int runs, Func<int, double> value, params (string Name, Func<int, object?> Of)[] columns) => ParamImportance.Of(
        [.. Enumerable.Range(0, runs).Select(value)],
        columns.ToDictionary(c => c.Name, c => (IReadOnlyList<object?>)[.. Enumerable.Range(0, runs).Select(c.Of)]));

    // Column by column: generators with neighbouring seeds begin alike.
    private static readonly double[][] Columns = [.. Enumerable.Range(0, 5).Select(salt => new Random(salt)).Select(random => Enumerable.Range(0, 100).Select(_ => random.NextDouble()).ToArray())];

    private static double Chance(int run, int salt) => Columns[salt][run];

    [Fact]
    public void The_param_that_makes_the_value_comes_first_and_one_that_does_nothing_weighs_nothing()
    {
        var found = Of(60, i => (3 * Chance(i, 1)) + (1.5 * Chance(i, 2)) + (0.02 * Chance(i, 4)), ("a", i => Chance(i, 1)), ("b", i => Chance(i, 2)), ("idle", i => Chance(i, 3)));
        Assert.Equal(["a", "b", "idle"], found.Params.Select(p => p.Param));
        Assert.True(found.Params[0].Importance > 1.5 * found.Params[1].Importance, $"{found.Params[0].Importance} and {found.Params[1].Importance}");
        Assert.InRange(found.Params[2].Importance, -0.1, 0.1);
        Assert.InRange(found.Explained, 0.7, 1);
        Assert.Empty(found.Warnings);
    }

    [Fact]
    public void A_text_is_weighed_too_and_has_no_correlation()
    {
        var found = Of(45, i => new[] { 1.0, 5, 3 }[i % 3] + (0.1 * Chance(i, 1)), ("optimizer", i => Kinds[i % 3]), ("seed", i => Math.Round(10 * Chance(i, 2))));
        Assert.Equal("optimizer", found.Params[0].Param);
        Assert.Null(found.Params[0].Correlation);
        Assert.Equal(3, found.Params[0].Values);
        Assert.True(found.Params[0].Importance > 1);
        Assert.InRange(found.Params[1].Importance, -0.2, 0.2);
    }

    [Fact]
    public void A_param_that_only_some_runs_have_is_told_apart_by_having_it()
    {
        var found = Of(40, i => i % 2 == 0 ? 10 : 1, ("dropout", i => i % 2 == 0 ? null : 0.5), ("lr", i => Chance(i, 1)));
        Assert.Equal("dropout", found.Params[0].Param);
        Assert.True(found.Params[0].Importance > 1);
    }

    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(-1, -1.0)]
    public void Correlation_is_that_of_ranks(int sign, double expected) =>
        Assert.Equal(expected, Of(25, i => sign * Math.Exp(i), ("lr", i => i * 0.1)).Params[0].Correlation!.Value, 12);

    [Fact]
    public void Few_runs_and_runs_without_a_value_are_told()
    {
        var found = Of(12, i => i < 2 ? double.NaN : i, ("lr", i => i));
        Assert.Equal((10, 2), (found.Runs, found.LeftOut));
        Assert.Contains(found.Warnings, w => w.StartsWith("10 runs are few", StringComparison.Ordinal));
        Assert.Contains(found.Warnings, w => w.StartsWith("2 runs have no finite value", StringComparison.Ordinal));
    }

    [Fact]
    public void Params_that_explain_nothing_are_told_to_say_little() =>
        Assert.Contains(Of(60, i => Chance(i, 1), ("lr", i => Chance(i, 2)), ("units", i => 64 << (i % 3))).Warnings, w => w.Contains("says little", StringComparison.Ordinal));

    [Fact]
    public void Without_a_difference_there_is_nothing_to_explain()
    {
        Assert.Contains("No param differs between these runs.", Of(30, i => i, ("lr", _ => 0.1)).Warnings);
        Assert.Contains(Of(30, _ => 1, ("lr", i => i)).Warnings, w => w.StartsWith("All these runs have the same value", StringComparison.Ordinal));
        Assert.Empty(Of(0, i => i).Params);
    }

    [Fact]
    public void The_same_runs_give_the_same_answer()
    {
        var (first, second) = (Again(), Again());
        Assert.Equal(first.Params, second.Params);
        Assert.Equal(first.Explained, second.Explained);

        static ParamImportance Again() => Of(30, i => Chance(i, 1) + Chance(i, 2), ("a", i => Chance(i, 1)), ("b", i => Kinds[i % 3]));
    }
}
