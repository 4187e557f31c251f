using System.Globalization;
using System.Text;
using ModelTracking.Records;

namespace Digits;

/// <summary>Draws a metric with characters.</summary>
internal static class Curve
{
    private const int Height = 8;
    private const int Column = 4;

    public static string Of(string name, IReadOnlyList<MetricPoint> points)
    {
        var (least, greatest) = (points.Min(p => p.Value), points.Max(p => p.Value));
        var text = new StringBuilder(name).AppendLine();
        for (var line = Height - 1; line >= 0; line--)
        {
            var level = least + ((greatest - least) * line / (Height - 1));
            text.Append(CultureInfo.InvariantCulture, $"{level,7:F3} |");
            foreach (var point in points)
            {
                var at = greatest > least ? (int)Math.Round((point.Value - least) / (greatest - least) * (Height - 1)) : 0;
                text.Append((at == line ? "*" : "").PadLeft(Column));
            }

            text.AppendLine();
        }

        text.Append(' ', 8).Append('+').Append('-', points.Count * Column).AppendLine();
        return text.Append("    step ").AppendJoin("", points.Select((p, i) => i % 2 == 1 ? $"{p.Step,Column * 2}" : "")).AppendLine().ToString();
    }
}
