using System.Globalization;
using System.IO.Compression;
using Microsoft.ML.Data;

namespace MLNet.Regression;

/// <summary>One patient: ten measures, and how far the disease has gone a year later.</summary>
internal sealed class Patient
{
    [VectorType(10)]
    public float[] Features { get; set; } = [];

    public float Label { get; set; }

    public static IReadOnlyList<Patient> Read(string folder) =>
    [
        .. Lines(folder, "diabetes_data_raw.csv.gz").Zip(Lines(folder, "diabetes_target.csv.gz"), (features, label) => new Patient { Features = Numbers(features), Label = Numbers(label)[0] }),
    ];

    private static IEnumerable<string> Lines(string folder, string file)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(folder, file)), CompressionMode.Decompress));
        while (text.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static float[] Numbers(string line) =>
        [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => float.Parse(n, CultureInfo.InvariantCulture))];
}
