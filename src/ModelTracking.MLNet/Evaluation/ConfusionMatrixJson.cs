using System.Globalization;
using Microsoft.ML.Data;
using ModelTracking.MLNet.Private;

namespace ModelTracking.MLNet.Evaluation;

/// <summary>
/// Logs a confusion matrix as <c>{"classes":["1","0"],"counts":[[tp,fn],[fp,tn]]}</c>: rows are what is true, columns what
/// was predicted. ML.NET puts the positive class first.
/// </summary>
internal static class ConfusionMatrixJson
{
    public static void Write(Run run, ConfusionMatrix matrix, string path) => run.LogArtifact(
        Json.Object(json =>
        {
            json.WriteStartArray("classes");
            foreach (var name in ClassesOf(matrix))
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            json.WriteStartArray("counts");
            foreach (var row in matrix.Counts)
            {
                json.WriteStartArray();
                foreach (var count in row)
                {
                    json.NumberValue(count);
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
        }),
        path,
        new ArtifactOptions { Kind = "confusion-matrix" });

    // The names of the classes are private; without them they are numbered.
    private static IEnumerable<string> ClassesOf(ConfusionMatrix matrix) =>
        PrivateMembers.Read(matrix, "PredictedClassesIndicators") is IReadOnlyList<ReadOnlyMemory<char>> names && names.Count == matrix.NumberOfClasses
            ? names.Select(n => n.ToString())
            : matrix.NumberOfClasses == 2
                ? ["positive", "negative"]
                : Enumerable.Range(0, matrix.NumberOfClasses).Select(i => i.ToString(CultureInfo.InvariantCulture));
}
