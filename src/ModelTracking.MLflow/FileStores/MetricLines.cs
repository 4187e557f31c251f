using System.Globalization;
using System.Text;
using ModelTracking.Records;

namespace ModelTracking.MLflow.FileStores;

/// <summary>The file of one metric: a line <c>milliseconds value step</c> for each point.</summary>
internal static class MetricLines
{
    /// <summary>Reads the points in the order in which they were written. Lines of two, three and more fields are understood; others are told.</summary>
    public static List<MetricPoint> Read(string path, Action<string> problem)
    {
        var points = new List<MetricPoint>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }

            var fields = line.Split(' ');
            if (fields.Length >= 2
                && long.TryParse(fields[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds)
                && PythonNumber.TryParse(fields[1], out var value)
                && TryStep(fields, out var step))
            {
                points.Add(new MetricPoint(value, step, milliseconds * 1000));
            }
            else
            {
                problem($"{path}: line {number.ToString(CultureInfo.InvariantCulture)} is not a point: '{(line.Length > 80 ? line[..80] : line)}'");
            }
        }

        return points;
    }

    public static string Write(IEnumerable<MetricPoint> points)
    {
        var text = new StringBuilder();
        foreach (var point in points)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Math.Max(0, point.Time.ToUnixTimeMilliseconds())} {PythonNumber.Print(point.Value)} {point.Step ?? 0}\n");
        }

        return text.ToString();
    }

    /// <summary>Whether a file says more of its points than we keep (the data set they were measured on).</summary>
    public static bool SaysMore(string path) => File.ReadLines(path).Any(l => l.Count(c => c == ' ') > 2);

    private static bool TryStep(string[] fields, out long step)
    {
        step = 0;
        return fields.Length == 2 || long.TryParse(fields[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out step);
    }
}
