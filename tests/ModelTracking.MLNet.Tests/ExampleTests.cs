using Microsoft.ML;
using ModelTracking.MLNet.Tests.Shared;
using ModelTracking.Records;

namespace ModelTracking.MLNet.Tests;

public sealed class ExampleTests
{
    [Fact]
    public async Task The_classification_example_runs_to_the_end_on_a_real_store()
    {
        var store = Directory.CreateTempSubdirectory().FullName;
        try
        {
            IReadOnlyList<RunId> runs;
            await using (var client = TrackingClient.Open(new TrackingOptions { Store = store, ThrowOnError = true, FlushOnExit = false }))
            {
                runs = await global::MLNet.Classification.Comparison.TrainAsync(client, Path.Combine(Data.Folder, "breast_cancer.csv"), TextWriter.Null);
            }

            await using var reading = TrackingClient.Open(new TrackingOptions { Store = store, FlushOnExit = false });
            var best = (await reading.Reader.GetRunAsync(runs[0]))!;
            var parent = (await reading.Reader.GetRunAsync(best.ParentId!.Value))!;
            Assert.Equal(3, runs.Count);
            Assert.Equal(best.Name, parent.Tags["best"]);
            Assert.True(best.Metric(new MetricKey("evaluation.roc_auc", "test"))!.Last > 0.97);
            Assert.Contains(parent.Artifacts, a => a.Path == "model/model.zip");
            Assert.Contains(parent.Artifacts, a => a.Kind == "feature-importance");
            Assert.Contains(best.Artifacts, a => a.Path.EndsWith("roc_curve.json", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(store, recursive: true);
        }
    }

    [Fact]
    public async Task The_regression_example_runs_to_the_end()
    {
        using var test = new TestRun();

        var id = await global::MLNet.Regression.Progression.TrainAsync(test.Client, Data.Folder, TextWriter.Null);

        var run = (await test.Reader.GetRunAsync(id))!;
        Assert.Equal(RunStatus.Finished, run.Status);
        Assert.True(run.Metric(new MetricKey("evaluation.r2_score", "test"))!.Last > 0.3);
        Assert.NotNull(run.Metric("evaluation.r2_score.mean"));
        Assert.True(run.Metric("training.loss")!.Last < run.Metric("training.loss")!.First);
    }

    [Fact]
    public async Task What_the_readme_shows_runs()
    {
        using var test = new TestRun();
        var ml = new Microsoft.ML.MLContext(seed: 1);
        var split = ml.Data.TrainTestSplit(Data.Binary(ml), 0.4, seed: 1);
        var pipeline = Trainers.Get("FastTreeBinary").Make(ml);
        var trainer = ml.BinaryClassification.Trainers.LightGbm(new Microsoft.ML.Trainers.LightGbm.LightGbmBinaryTrainer.Options { NumberOfIterations = 20, EarlyStoppingRound = 5 });

        global::MLNet.Classification.Readme.Train(test.Client, ml, pipeline, split.TrainSet, split.TestSet);
        global::MLNet.Classification.Readme.More(test.Run, ml, trainer, pipeline, split.TrainSet, split.TestSet, split.TestSet);
        global::MLNet.Classification.Readme.Models(test.Run, ml, pipeline.Fit(split.TrainSet), split.TrainSet);
        var trials = await global::MLNet.Classification.Readme.ImportAsync(test.Client, Path.Combine(AppContext.BaseDirectory, "Fixtures", "MLModel1.mbconfig"));

        var kinds = test.Summary().Artifacts.Select(a => a.Kind).ToHashSet();
        Assert.Superset(new HashSet<string?> { "curve", "feature-importance", "dataset", "model", "model-signature", "onnx", "table", "confusion-matrix" }, kinds);
        Assert.Equal(3, trials.Count);
    }

    [Fact]
    public void Training_goes_on_where_the_store_cannot_be_written()
    {
        var options = new TrackingOptions { FlushOnExit = false, Delivery = { ShutdownTimeout = TimeSpan.FromMilliseconds(50) } };
        options.Backends.Add(new ReadOnlyStore());
        using var client = TrackingClient.Open(options);
        var run = client.StartRun("read-only");
        var ml = new Microsoft.ML.MLContext(seed: 1);
        var data = Data.Binary(ml);
        using var tracking = ml.Track(run);

        var model = Trainers.Get("SdcaLogisticRegressionBinary").Make(ml).Track(run).Fit(data);
        ml.BinaryClassification.Evaluate(model.Transform(data)).LogTo(run);
        run.LogModel(ml, model, data.Schema);
        run.LogFeatureImportance(model, data, new FeatureImportanceOptions { Permutations = 1 });

        Assert.NotNull(model);
    }

    private sealed class ReadOnlyStore : ModelTracking.Backends.ITrackingBackend
    {
        public ValueTask WriteAsync(RecordBatch batch, CancellationToken cancellationToken) => throw new UnauthorizedAccessException("read-only file system");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
