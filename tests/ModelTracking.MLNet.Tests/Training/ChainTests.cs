using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using ModelTracking.Diagnostics;
using ModelTracking.MLNet.Tests.Shared;
using ModelTracking.Records;

namespace ModelTracking.MLNet.Tests.Training;

public sealed class ChainTests
{
    [Fact]
    public void A_chain_logs_its_trainer_its_transforms_and_every_hyperparameter()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var chain = ml.Transforms.NormalizeMinMax("Features").Append(ml.BinaryClassification.Trainers.FastTree(numberOfLeaves: 7, numberOfTrees: 11));

        chain.Track(test.Run).Fit(Data.Binary(ml, cached: false));

        var summary = test.Summary();
        Assert.Equal("FastTreeBinary", summary.Param("training.trainer")?.ToString());
        Assert.Equal("[Normalizing]", summary.Param("training.transformers")?.ToString());
        Assert.Equal(ParamValue.Of(7L), summary.Param("training.NumberOfLeaves"));
        Assert.Equal(ParamValue.Of(11L), summary.Param("training.NumberOfTrees"));
        Assert.Equal(ParamValue.Of(0.2), summary.Param("training.LearningRate"));
        Assert.Equal(typeof(FastTreeBinaryTrainer.Options).GetFields().Length + 2, summary.Params.Count(p => char.IsUpper(p.Key["training.".Length])));
        Assert.Equal(569, summary.Metric("training.rows")!.Last);
        Assert.True(summary.Metric("training.seconds")!.Last >= summary.Metric("training.trainer_seconds")!.Last);
    }

    [Fact]
    public void The_model_has_the_type_it_had()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var chain = ml.Transforms.NormalizeMinMax("Features").Append(ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 5));

        var model = chain.Track(test.Run).Fit(Data.Binary(ml));
        var last = ml.Transforms.NormalizeMinMax("Features").Append(ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 5).Track(test.Run)).Fit(Data.Binary(ml));

        Assert.Equal(5, model.LastTransformer.Model.SubModel.TrainedTreeEnsemble.Trees.Count);
        Assert.Equal(5, last.LastTransformer.Model.SubModel.TrainedTreeEnsemble.Trees.Count);
    }

    [Fact]
    public void A_trainer_in_a_nested_chain_with_a_cache_checkpoint_is_found()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var inner = ml.Transforms.NormalizeMinMax("Features").AppendCacheCheckpoint(ml).Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(maximumNumberOfIterations: 5));
        var outer = ml.Transforms.CopyColumns("Original", "Features").Append(inner).Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

        outer.Track(test.Run).Fit(Data.Multiclass(ml, cached: false));

        var summary = test.Summary();
        Assert.Equal("SdcaMaximumEntropyMulticlass", summary.Param("training.trainer")?.ToString());
        Assert.Equal("[ColumnCopying, Normalizing, KeyToValueMapping]", summary.Param("training.transformers")?.ToString());
        Assert.True(test.Points("training.loss").Count > 1);
    }

    [Fact]
    public void A_part_that_is_tracked_twice_is_logged_once()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var chain = ml.Transforms.NormalizeMinMax("Features").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression().Track(test.Run));

        chain.Track(test.Run).Fit(Data.Binary(ml));

        var summary = test.Summary();
        Assert.Equal(1, summary.Metric("training.seconds")!.Count);
        Assert.DoesNotContain(summary.Metrics, m => !m.Context.IsNone);
    }

    [Fact]
    public void Two_trainers_in_one_run_keep_their_hyperparameters_apart()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var data = Data.Binary(ml);

        ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 5).Track(test.Run).Fit(data);
        ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 6).Track(test.Run).Fit(data);

        var summary = test.Summary();
        Assert.Equal(ParamValue.Of(5L), summary.Param("training.NumberOfTrees"));
        Assert.Equal(ParamValue.Of(6L), summary.Param("training.2.NumberOfTrees"));
        Assert.Single(summary.Artifacts, a => a.Kind == "dataset");
    }

    [Fact]
    public void Each_fold_of_a_cross_validation_is_a_fit_of_its_own()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);

        var folds = ml.BinaryClassification.CrossValidate(Data.Binary(ml), ml.BinaryClassification.Trainers.LbfgsLogisticRegression().Track(test.Run), numberOfFolds: 3);
        folds.LogTo(test.Run);

        var summary = test.Summary();
        Assert.Equal(["", "fit=2", "fit=3"], summary.Metrics.Where(m => m.Key == "training.seconds").Select(m => m.Context.ToString()));
        Assert.True(test.Points("training.loss", "fit=3").Count > 1);
        var auc = folds.Select(f => f.Metrics.AreaUnderRocCurve).ToArray();
        Assert.Equal(auc, Enumerable.Range(0, 3).Select(f => summary.Metric(new MetricKey("evaluation.roc_auc", $"fold={f}"))!.Last));
        Assert.Equal(auc.Average(), summary.Metric("evaluation.roc_auc.mean")!.Last, 12);
        Assert.Equal(Math.Sqrt(auc.Sum(a => Math.Pow(a - auc.Average(), 2)) / 2), summary.Metric("evaluation.roc_auc.std")!.Last, 12);
        Assert.Equal(["0", "1", "2", "mean", "deviation"], test.Json("evaluation/folds.json").GetProperty("data").EnumerateArray().Select(r => r[0].GetString()));
    }

    [Fact]
    public void One_versus_all_shows_the_inner_trainer_and_a_curve_per_class()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);

        Trainers.Get("OneVersusAll").Make(ml).Track(test.Run).Fit(Data.Multiclass(ml));

        var summary = test.Summary();
        Assert.Equal("OneVersusAll", summary.Param("training.trainer")?.ToString());
        Assert.Equal("SdcaLogisticRegressionBinary", summary.Param("training.inner.trainer")?.ToString());
        // ML.NET trains the first class twice.
        Assert.Equal(["class=0", "class=0,pass=2", "class=1", "class=2"], summary.Metrics.Where(m => m.Key == "training.loss").Select(m => m.Context.ToString()));
    }

    [Fact]
    public void What_a_trainer_chooses_itself_stands_as_its_hyperparameter()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);

        ml.BinaryClassification.Trainers.LightGbm(numberOfIterations: 5).Track(test.Run).Fit(Data.Binary(ml));

        var summary = test.Summary();
        Assert.Equal(ParamValue.Of(20L), summary.Param("training.NumberOfLeaves"));
        Assert.Equal(ParamValue.Of(0.2), summary.Param("training.LearningRate"));
        Assert.Equal("GradientBooster", summary.Param("training.Booster")?.ToString());
        Assert.NotNull(summary.Param("training.Booster.MaximumTreeDepth"));
        Assert.Equal(ParamValue.Null, summary.Param("training.Seed"));
    }

    [Fact]
    public void A_fit_with_a_validation_set_is_logged_with_early_stopping()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var split = ml.Data.TrainTestSplit(Data.Binary(ml), 0.3, seed: 1);
        var trainer = ml.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options { NumberOfIterations = 400, EarlyStoppingRound = 5, Verbose = true, Seed = 1, NumberOfThreads = 1 });

        var model = trainer.Track(test.Run, t => t.Fit(split.TrainSet, split.TestSet), split.TrainSet);

        Assert.IsType<BinaryPredictionTransformer<Microsoft.ML.Calibrators.CalibratedModelParametersBase<LightGbmBinaryModelParameters, Microsoft.ML.Calibrators.PlattCalibrator>>>(model);
        var summary = test.Summary();
        Assert.InRange(summary.Metric("training.best_iteration")!.Last, 1, 399);
        Assert.Contains(summary.Artifacts, a => a.Path == "datasets/train.json");
    }

    [Fact]
    public void Fits_on_several_threads_do_not_mix()
    {
        var ml = new MLContext(seed: 1);
        var data = Data.Binary(ml);
        TestRun[] tests = [new(), new(), new(), new()];
        try
        {
            Parallel.ForEach(tests, test => ml.BinaryClassification.Trainers.LbfgsLogisticRegression().Track(test.Run).Fit(data));

            Assert.All(tests, test => Assert.Equal(1, test.Summary().Metric("training.seconds")!.Count));
            Assert.All(tests, test => Assert.Single(test.Summary().Metrics, m => m.Key == "training.loss"));
            Assert.All(tests, test => Assert.Equal(test.Points("training.loss").Count, test.Points("training.loss").Select(p => p.Step).Distinct().Count()));
        }
        finally
        {
            Array.ForEach(tests, t => t.Dispose());
        }
    }

    [Fact]
    public void A_training_can_still_be_cancelled()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var data = Data.Binary(ml);
        var trainer = ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 100);
        var cancel = typeof(MLContext).GetMethod("CancelExecution", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!;
        cancel.Invoke(ml, null);

        Assert.Throws<OperationCanceledException>(() => trainer.Track(test.Run).Fit(data));
    }

    [Fact]
    public void What_training_throws_comes_out_as_it_is()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var trainer = ml.BinaryClassification.Trainers.FastTree(featureColumnName: "NotThere");
        var before = TrainerTable.HostOf(trainer);

        var plain = Assert.ThrowsAny<ArgumentException>(() => trainer.Fit(Data.Binary(ml)));
        var tracked = Assert.ThrowsAny<ArgumentException>(() => trainer.Track(test.Run).Fit(Data.Binary(ml)));

        Assert.Equal(plain.Message, tracked.Message);
        Assert.Same(before, TrainerTable.HostOf(trainer));
    }

    [Fact]
    public void A_trainer_of_an_unknown_make_trains_and_what_is_missing_is_told_once()
    {
        using var test = new TestRun(throwOnError: false);
        var ml = new MLContext(seed: 1);
        var heard = new List<Trouble>();
        test.Client.Diagnostics.Reported += heard.Add;
        var estimator = new OwnTrainer(ml.BinaryClassification.Trainers.LbfgsLogisticRegression());

        estimator.Track(test.Run).Fit(Data.Binary(ml));
        estimator.Track(test.Run).Fit(Data.Binary(ml));

        Assert.Single(heard);
        Assert.Contains("Own reports while it trains", heard[0].Message, StringComparison.Ordinal);
        Assert.Equal("Own", test.Summary().Param("training.trainer")?.ToString());
        Assert.Equal("LbfgsLogisticRegressionBinary", test.Summary().Param("training.inner.trainer")?.ToString());
    }

    [Fact]
    public void A_run_that_has_ended_does_not_stop_training()
    {
        using var test = new TestRun(throwOnError: false);
        var ml = new MLContext(seed: 1);
        test.Run.Dispose();
        using var tracking = ml.Track(test.Run);

        var model = ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 3).Track(test.Run).Fit(Data.Binary(ml));

        Assert.NotNull(model);
    }

    private sealed class OwnTrainer(Microsoft.ML.Trainers.LbfgsLogisticRegressionBinaryTrainer inner)
        : Microsoft.ML.Trainers.ITrainerEstimator<BinaryPredictionTransformer<Microsoft.ML.Calibrators.CalibratedModelParametersBase<Microsoft.ML.Trainers.LinearBinaryModelParameters, Microsoft.ML.Calibrators.PlattCalibrator>>, Microsoft.ML.Calibrators.CalibratedModelParametersBase<Microsoft.ML.Trainers.LinearBinaryModelParameters, Microsoft.ML.Calibrators.PlattCalibrator>>
    {
        public Microsoft.ML.TrainerInfo Info => inner.Info;

        public BinaryPredictionTransformer<Microsoft.ML.Calibrators.CalibratedModelParametersBase<Microsoft.ML.Trainers.LinearBinaryModelParameters, Microsoft.ML.Calibrators.PlattCalibrator>> Fit(IDataView input) => inner.Fit(input);

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inner.GetOutputSchema(inputSchema);
    }
}
