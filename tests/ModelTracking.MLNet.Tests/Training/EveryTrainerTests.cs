using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using ModelTracking.MLNet.Tests.Shared;
using ModelTracking.Records;

namespace ModelTracking.MLNet.Tests.Training;

public sealed class EveryTrainerTests
{
    [Theory]
    [MemberData(nameof(Trainers.Names), MemberType = typeof(Trainers))]
    public void Predicts_the_same_bit_for_bit_whether_tracked_or_not(string name)
    {
        var plain = new MLContext(seed: 1);
        var data = Trainers.Get(name).Load(plain);
        var expected = Predictions.Digest(Trainers.Get(name).Make(plain).Fit(data), data);

        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        using var tracking = ml.Track(test.Run);
        var tracked = Trainers.Get(name).Load(ml);
        var model = Trainers.Get(name).Make(ml).Track(test.Run).Fit(tracked);

        Assert.Equal(expected, Predictions.Digest(model, tracked));
        Assert.Equal(name, test.Summary().Tags["estimator_name"]);
    }

    [Theory]
    [MemberData(nameof(Trainers.Names), MemberType = typeof(Trainers))]
    public void Gets_its_own_host_back(string name)
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var trainer = Trainers.Get(name).Make(ml);
        var before = TrainerTable.HostOf(trainer);

        trainer.Track(test.Run).Fit(Trainers.Get(name).Load(ml));

        Assert.Same(before, TrainerTable.HostOf(trainer));
    }

    [Fact]
    public void Stands_in_the_readme_with_what_is_captured_of_it()
    {
        var readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));
        var table = TrainerTable.Markdown();

        Assert.True(readme.ReplaceLineEndings("\n").Contains(table, StringComparison.Ordinal), "Put this table into the README:\n" + table);
    }

    [Fact]
    public void Stands_beside_the_readme_with_all_its_hyperparameters()
    {
        var list = TrainerTable.List();

        Assert.True(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "TRAINERS.md")).ReplaceLineEndings("\n") == list, "Put this into TRAINERS.md:\n" + list);
    }

    [Fact]
    public void Is_in_the_list_of_these_tests()
    {
        var there = TrainerTable.TrainersOfMLNet();

        Assert.Equal(there, Trainers.All.Select(t => t.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("SdcaLogisticRegressionBinary", "training.duality_gap")]
    [InlineData("LbfgsLogisticRegressionBinary", "training.loss")]
    [InlineData("LbfgsMaximumEntropyMulticlass", "training.loss")]
    [InlineData("LbfgsPoissonRegression", "training.loss")]
    [InlineData("SgdCalibrated", "training.loss")]
    [InlineData("FastTreeRegression", "training.l2")]
    [InlineData("LightGbmBinary", "training.binary_logloss")]
    public void Whose_channel_reports_a_loss_shows_it_fall(string name, string key)
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        Trainers.Get(name).Make(ml).Track(test.Run).Fit(Trainers.Get(name).Load(ml));

        var summary = test.Summary();
        var points = test.Points(key);

        Assert.True(points.Count > 1, $"{key}: {points.Count} points; there are {string.Join(", ", summary.Metrics.Select(m => m.MetricKey))}");
        Assert.True(points[^1].Value < points[0].Value, $"{points[0].Value} to {points[^1].Value}");
        Assert.Equal(points.Select(p => p.Step).Distinct().Order(), points.Select(p => p.Step));
        Assert.Equal(MetricGoal.Minimize, summary.Metric(key)!.Goal);
    }

    [Fact]
    public void Whose_curve_had_to_be_switched_on_is_as_it_was_afterwards_and_in_the_log()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var forest = new FastTreeRegressionTrainer.Options { NumberOfTrees = 50 };
        var boosted = new LightGbmRegressionTrainer.Options { NumberOfIterations = 50 };
        ml.Regression.Trainers.FastTree(forest).Track(test.Run).Fit(Data.Regression(ml));
        ml.Regression.Trainers.LightGbm(boosted).Track(test.Run).Fit(Data.Regression(ml));

        Assert.Equal((int.MaxValue, false), (forest.TestFrequency, boosted.Verbose));
        Assert.Equal((long)int.MaxValue, test.Summary().Param("training.TestFrequency")!.Value.ToObject());
        Assert.Equal(false, test.Summary().Param("training.2.Verbose")!.Value.ToObject());
        Assert.Equal(Enumerable.Range(1, 10).Select(i => (long?)(i * 5)), test.Points("training.l2").Select(p => p.Step));
        Assert.Equal([50L], test.Points("training.rmse").Select(p => p.Step!.Value));
    }

    [Fact]
    public void Whose_curve_was_asked_for_reports_it_as_asked()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        ml.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options { NumberOfTrees = 20, TestFrequency = 8 }).Track(test.Run).Fit(Data.Regression(ml));

        Assert.Equal(3, test.Summary().Metric("training.l2")!.Count);
        Assert.Equal([8L, 16L, 20L], test.Points("training.l2").Select(p => p.Step!.Value));
    }

    [Fact]
    public void Whose_curve_is_not_wanted_reports_none()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        ml.Regression.Trainers.FastTree(numberOfTrees: 20).Track(test.Run, new MLNetOptions { LogCurves = false }).Fit(Data.Regression(ml));

        Assert.Null(test.Summary().Metric("training.l2"));
    }
}
