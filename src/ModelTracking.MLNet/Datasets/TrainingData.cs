using Microsoft.ML;
using ModelTracking.MLNet.Training;
using ModelTracking.Records;

namespace ModelTracking.MLNet.Datasets;

/// <summary>Logs the data of a fit: schema and digest once per different data, the row count with each fit.</summary>
internal static class TrainingData
{
    public static void Log(FitScope scope, IDataView data, MetricContext context)
    {
        if (!scope.Options.LogDatasets)
        {
            return;
        }

        var known = Fingerprints.Of(data, Math.Max(0, scope.Options.DigestRows));
        if (known.Rows is { } rows)
        {
            scope.Run.LogMetric("training.rows", rows, null, context);
        }

        var trainings = scope.Trainings;
        if (trainings.IsFirst("data\n" + known.Digest))
        {
            var number = trainings.NextDataset();
            DatasetLog.Write(scope.Run, data, number == 1 ? "train" : $"train-{number}", "train", known);
        }
    }
}
