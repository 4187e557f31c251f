using System.Globalization;
using ModelTracking.Charts;
using ModelTracking.MLNet.Private;
using Counted = Microsoft.ML.Data.ConfusionMatrix;

namespace ModelTracking.MLNet.Evaluation;

/// <summary>Makes the run's own confusion matrix of ML.NET's, which puts the positive class first: rows are what is true, columns what was predicted.</summary>
internal static class Confusion
{
    public static ConfusionMatrix Of(Counted matrix) => new([.. ClassesOf(matrix)], [.. matrix.Counts.Select(row => row.Select(count => (long)Math.Round(count)).ToArray())]);

    // The names of the classes are private; without them they are numbered.
    private static IEnumerable<string> ClassesOf(Counted matrix) =>
        PrivateMembers.Read(matrix, "PredictedClassesIndicators") is IReadOnlyList<ReadOnlyMemory<char>> names && names.Count == matrix.NumberOfClasses
            ? names.Select(n => n.ToString())
            : matrix.NumberOfClasses == 2
                ? ["positive", "negative"]
                : Enumerable.Range(0, matrix.NumberOfClasses).Select(i => i.ToString(CultureInfo.InvariantCulture));
}
