// Trains a classifier on real data, tracks it, and shows what was kept.
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using ModelTracking;
using ModelTracking.Records;
using Quickstart;

const int Epochs = 30;
const float LearningRate = 0.05f;

await using var client = TrackingClient.Open();
await using var run = client.StartRun("breast-cancer", new RunOptions { Description = "Averaged perceptron, one epoch at a time" });

// The data, as ML.NET reads it.
var ml = new MLContext(seed: 7);
var file = Path.Combine(AppContext.BaseDirectory, "data", "breast_cancer.csv");
var data = ml.Data.TrainTestSplit(TumorData.Load(ml, file), testFraction: 0.25, seed: 7);
var prepare = ml.Transforms.NormalizeMeanVariance("Features").Fit(data.TrainSet);
var (train, test) = (ml.Data.Cache(prepare.Transform(data.TrainSet)), prepare.Transform(data.TestSet));

run.LogParams(new Dictionary<string, object?> { ["trainer"] = "AveragedPerceptron", ["epochs"] = Epochs, ["learning_rate"] = LearningRate, ["seed"] = 7 });
run.LogDataset("breast_cancer", file);

// The training loop: handles on metrics cost next to nothing per call.
var trainer = ml.BinaryClassification.Trainers.AveragedPerceptron(new AveragedPerceptronTrainer.Options { NumberOfIterations = 1, LearningRate = LearningRate });
var accuracy = run.Metric("accuracy", "test", MetricGoal.Maximize);
var auc = run.Metric("auc", "test", MetricGoal.Maximize);
var loss = run.Metric("hinge_loss", "train", MetricGoal.Minimize);
BinaryPredictionTransformer<LinearBinaryModelParameters>? model = null;
for (var epoch = 1; epoch <= Epochs; epoch++)
{
    model = model is null ? trainer.Fit(train) : trainer.Fit(train, model.Model);
    var metrics = ml.BinaryClassification.EvaluateNonCalibrated(model.Transform(test));
    accuracy.Log(metrics.Accuracy, epoch);
    auc.Log(metrics.AreaUnderRocCurve, epoch);
    loss.Log(TumorData.HingeLoss(ml, model.Transform(train)), epoch);
    if (epoch % 10 == 0)
    {
        Console.WriteLine($"epoch {epoch}: accuracy {metrics.Accuracy:0.000}");
    }
}

// The evaluation and the model.
var final = ml.BinaryClassification.EvaluateNonCalibrated(model!.Transform(test));
run.LogMetrics(new Dictionary<string, double> { ["f1"] = final.F1Score, ["precision"] = final.PositivePrecision, ["recall"] = final.PositiveRecall });
run.LogConfusionMatrix("confusion", ["benign", "malignant"], [.. final.ConfusionMatrix.Counts.Select(row => row.Select(n => (long)n).ToArray())]);
var zip = Path.Combine(Path.GetTempPath(), $"quickstart-{run.Id}.zip");
ml.Model.Save(prepare.Append(model), data.TrainSet.Schema, zip);
var signature = new ModelOptions();
signature.Inputs.Add(new ColumnSpec("Features", "float") { Shape = [30] });
signature.Outputs.Add(new ColumnSpec("PredictedLabel", "bool"));
signature.Outputs.Add(new ColumnSpec("Score", "float"));
run.LogModel("perceptron", zip, signature);
File.Delete(zip);

var report = await run.FinishAsync();
await Summary.ShowAsync(client, run, report);
