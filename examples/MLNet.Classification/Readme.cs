using Microsoft.ML;
using Microsoft.ML.Trainers.LightGbm;
using ModelTracking;
using ModelTracking.Records;

namespace MLNet.Classification;

/// <summary>What the packages' READMEs show, as it stands there.</summary>
public static class Readme
{
    /// <summary>Trains and logs what is logged by itself.</summary>
    public static void Train(TrackingClient client, MLContext mlContext, IEstimator<ITransformer> pipeline, IDataView train, IDataView test)
    {
        using var run = client.StartRun("churn");
        using var _ = mlContext.Track(run);                 // warnings, AutoML trials, trainings that are not wrapped
        var model = pipeline.Track(run).Fit(train);         // hyperparameters, loss curves, data, what was learnt
        mlContext.BinaryClassification.Evaluate(model.Transform(test)).LogTo(run);
        run.LogModel(mlContext, model, train.Schema, "model");
    }

    /// <summary>Logs what is logged on request.</summary>
    public static void More(Run run, MLContext mlContext, LightGbmBinaryTrainer trainer, IEstimator<ITransformer> pipeline, IDataView train, IDataView validation, IDataView test)
    {
        var best = trainer.Track(run, t => t.Fit(train, validation), train);       // a fit with a validation set
        mlContext.BinaryClassification.CrossValidate(train, pipeline).LogTo(run);  // folds, mean, deviation
        best.Transform(test).LogCurvesTo(run);                                     // ROC and precision-recall curve
        run.LogFeatureImportance(best, test);
        run.LogDataset(test, "test", "eval");
    }

    /// <summary>Stores a model in both formats.</summary>
    public static void Models(Run run, MLContext mlContext, ITransformer model, IDataView train)
    {
        run.LogModel(mlContext, model, train.Schema, "model");      // model/model.zip, ModelTracking.MLNet
        run.LogOnnxModel(mlContext, model, train, "model");         // model/model.onnx, this package
    }

    /// <summary>Takes over a Model Builder project.</summary>
    public static async Task<IReadOnlyList<LeaderboardRow>> ImportAsync(TrackingClient client, string file)
    {
        var imported = await ModelBuilderImport.ImportAsync(client, file);
        var trials = await Leaderboard.ReadAsync(client.Reader, imported);
        return trials;
    }
}
