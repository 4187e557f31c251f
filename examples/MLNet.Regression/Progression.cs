using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Trainers;
using ModelTracking;
using ModelTracking.Records;

namespace MLNet.Regression;

/// <summary>Trains on the diabetes data.</summary>
public static class Progression
{
    /// <summary>Cross-validates, trains, evaluates, and returns the run.</summary>
    public static async Task<RunId> TrainAsync(TrackingClient client, string folder, TextWriter output)
    {
        var ml = new MLContext(seed: 7);
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromEnumerable(Patient.Read(folder)), testFraction: 0.25, seed: 7);
        var pipeline = ml.Transforms.NormalizeMeanVariance("Features").AppendCacheCheckpoint(ml)
            .Append(ml.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options { NumberOfThreads = 1, MaximumNumberOfIterations = 50 }));

        await using var run = client.StartRun("diabetes", new RunOptions { Name = "sdca" });
        using var tracking = ml.Track(run);
        ml.Regression.CrossValidate(split.TrainSet, pipeline, numberOfFolds: 5).LogTo(run);
        var model = pipeline.Track(run).Fit(split.TrainSet);
        var metrics = ml.Regression.Evaluate(model.Transform(split.TestSet)).LogTo(run, "test");
        run.LogFeatureImportance(model, split.TestSet);
        run.LogModel(ml, model, split.TrainSet.Schema, "model");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"R2 {metrics.RSquared:0.000}, mean absolute error {metrics.MeanAbsoluteError:0.0} (the target lies between 25 and 346)"));
        return run.Id;
    }
}
