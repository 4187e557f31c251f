using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using ModelTracking;

namespace Versioning.Branches;

/// <summary>Trains and tests a perceptron on the breast cancer data.</summary>
internal sealed class TumorTraining
{
    private const int Features = 30;

    private readonly MLContext _ml;
    private readonly DataOperationsCatalog.TrainTestData _data;

    public TumorTraining(MLContext ml, string file)
    {
        _ml = ml;
        var all = ml.Data.LoadFromTextFile(
            file,
            [new TextLoader.Column("Features", DataKind.Single, 0, Features - 1), new TextLoader.Column("Label", DataKind.Boolean, Features)],
            separatorChar: ',',
            hasHeader: true);
        _data = ml.Data.TrainTestSplit(all, testFraction: 0.25, seed: 7);
    }

    /// <summary>Columns that the model takes.</summary>
    public DataViewSchema Schema => _data.TrainSet.Schema;

    /// <summary>Trains, and logs the accuracy on the test set after each epoch.</summary>
    public ITransformer Train(int epochs, float learningRate, MetricSeries accuracy)
    {
        var prepare = _ml.Transforms.NormalizeMeanVariance("Features").Fit(_data.TrainSet);
        var (train, test) = (_ml.Data.Cache(prepare.Transform(_data.TrainSet)), prepare.Transform(_data.TestSet));
        var trainer = _ml.BinaryClassification.Trainers.AveragedPerceptron(new AveragedPerceptronTrainer.Options { NumberOfIterations = 1, LearningRate = learningRate });
        BinaryPredictionTransformer<LinearBinaryModelParameters>? model = null;
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            model = model is null ? trainer.Fit(train) : trainer.Fit(train, model.Model);
            accuracy.Log(_ml.BinaryClassification.EvaluateNonCalibrated(model.Transform(test)).Accuracy, epoch);
        }

        return prepare.Append(model!);
    }

    /// <summary>Accuracy of a saved model on the test set.</summary>
    public double Evaluate(Stream saved)
    {
        // ML.NET wants to seek in the file; reading it to its end has verified it.
        using var copy = new MemoryStream();
        saved.CopyTo(copy);
        copy.Position = 0;
        var model = _ml.Model.Load(copy, out _);
        return _ml.BinaryClassification.EvaluateNonCalibrated(model.Transform(_data.TestSet)).Accuracy;
    }
}
