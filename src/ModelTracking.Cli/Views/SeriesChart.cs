using ModelTracking.Records;
using Spectre.Console;

namespace ModelTracking.Cli.Views;

/// <summary>A series as a line chart made of characters, with axes; NaN and infinity are marked below the line.</summary>
internal sealed class SeriesChart(IAnsiConsole console, int width, int rows = 12)
{
    private const int MostColumns = 160;

    /// <summary>How many buckets a chart of this width can show.</summary>
    public static int BucketsFor(int width) => Math.Clamp(width, 20, MostColumns) * 2;

    /// <summary>Draws the chart.</summary>
    /// <param name="buckets">The series, in order; at least one.</param>
    public void Write(IReadOnlyList<MetricBucket> buckets)
    {
        var finite = buckets.SelectMany(b => new[] { b.Min, b.Max, b.Start.Value, b.End.Value }).Where(double.IsFinite).ToArray();
        if (finite.Length == 0)
        {
            console.Write(new Text("  no point is a finite number", Palette.Quiet));
            console.WriteLine();
            return;
        }

        var range = ChartScale.Over(finite.Min(), finite.Max(), rows * 4);
        var labels = Labels(range);
        var labelWidth = labels.Max(l => l.Length);
        var columns = Math.Clamp(width - labelWidth - 3, 10, MostColumns);
        var canvas = new BrailleCanvas(columns, rows);
        var x = Horizontal(buckets, canvas.Width);
        Draw(canvas, buckets, x, range);
        for (var row = 0; row < rows; row++)
        {
            WriteLine(labels[row].PadLeft(labelWidth) + (labels[row].Length > 0 ? " ┤" : " │"), canvas.Row(row).TrimEnd(), Palette.Curve);
        }

        WriteLine(new string(' ', labelWidth) + " └" + new string('─', columns), "", Palette.Quiet);
        WriteMarks(buckets, x, labelWidth, columns);
        WriteLine(new string(' ', labelWidth + 2) + Steps(buckets, columns), "", Palette.Quiet);
    }

    // Round numbers, each at the row where it lies.
    private string[] Labels(ChartScale range)
    {
        var labels = new string[rows];
        Array.Fill(labels, "");
        foreach (var tick in AxisTicks.Between(range.From, range.To, 4))
        {
            labels[rows - 1 - (range.Dot(tick) / 4)] = Format.Number(tick);
        }

        return labels;
    }

    // By step where there are steps, else evenly, as points without steps come in order of time.
    private static Func<int, int> Horizontal(IReadOnlyList<MetricBucket> buckets, int dots)
    {
        if (buckets[0].Start.Step is { } first && buckets[^1].End.Step is { } last && last > first)
        {
            var scale = new ChartScale(first, last, dots);
            return i => scale.Dot(((double)buckets[i].Start.RawStep / 2) + ((double)buckets[i].End.RawStep / 2));
        }

        var even = new ChartScale(0, Math.Max(1, buckets.Count - 1), dots);
        return i => even.Dot(i);
    }

    private static void Draw(BrailleCanvas canvas, IReadOnlyList<MetricBucket> buckets, Func<int, int> x, ChartScale range)
    {
        (int X, double Value)? before = null;
        for (var i = 0; i < buckets.Count; i++)
        {
            var bucket = buckets[i];
            if (!double.IsFinite(bucket.Min) && !double.IsFinite(bucket.Max))
            {
                before = null;
                continue;
            }

            canvas.Line(x(i), Y(bucket.Min), x(i), Y(bucket.Max));
            if (before is { } from && double.IsFinite(bucket.Start.Value))
            {
                canvas.Line(from.X, Y(from.Value), x(i), Y(bucket.Start.Value));
            }

            before = double.IsFinite(bucket.End.Value) ? (x(i), bucket.End.Value) : null;
        }

        int Y(double value) => canvas.Height - 1 - range.Dot(value);
    }

    private void WriteMarks(IReadOnlyList<MetricBucket> buckets, Func<int, int> x, int labelWidth, int columns)
    {
        Marks("NaN", '×', b => b.NanCount > 0);
        Marks("±∞", '∞', b => double.IsInfinity(b.Min) || double.IsInfinity(b.Max));

        void Marks(string label, char mark, Func<MetricBucket, bool> has)
        {
            var row = new char[columns];
            Array.Fill(row, ' ');
            foreach (var i in Enumerable.Range(0, buckets.Count).Where(i => has(buckets[i])))
            {
                row[x(i) / 2] = mark;
            }

            var text = new string(row).TrimEnd();
            if (text.Length > 0)
            {
                WriteLine(label.PadLeft(labelWidth) + "  ", text, Palette.Bad);
            }
        }
    }

    private static string Steps(IReadOnlyList<MetricBucket> buckets, int columns)
    {
        if (buckets[0].Start.Step is not { } first || buckets[^1].End.Step is not { } last)
        {
            return "points in order of time, without steps";
        }

        var left = $"step {Format.Count(first)}";
        var right = Format.Count(last);
        var middle = Format.Count(first + ((last - first) / 2));
        var beforeMiddle = (columns / 2) - left.Length - (middle.Length / 2);
        return last == first ? left
            : beforeMiddle < 2 || last - first < 2 ? left.PadRight(columns - right.Length) + right
            : (left + new string(' ', beforeMiddle) + middle).PadRight(columns - right.Length) + right;
    }

    private void WriteLine(string axis, string content, Style style)
    {
        console.Write(new Paragraph().Append(axis, Palette.Quiet).Append(content, style));
        console.WriteLine();
    }
}
