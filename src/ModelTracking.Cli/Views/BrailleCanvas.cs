using System.Text;

namespace ModelTracking.Cli.Views;

/// <summary>Dots drawn with Braille characters: two columns and four rows in each.</summary>
internal sealed class BrailleCanvas(int columns, int rows)
{
    private static readonly int[,] Bits = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };

    private readonly byte[,] _cells = new byte[rows, columns];

    /// <summary>Dots from left to right.</summary>
    public int Width => columns * 2;

    /// <summary>Dots from top to bottom.</summary>
    public int Height => rows * 4;

    /// <summary>Sets a dot; 0, 0 is the upper left one. Beyond the edge nothing happens.</summary>
    public void Set(int x, int y)
    {
        if (x >= 0 && x < Width && y >= 0 && y < Height)
        {
            _cells[y / 4, x / 2] |= (byte)Bits[y % 4, x % 2];
        }
    }

    /// <summary>Draws a straight line.</summary>
    public void Line(int x0, int y0, int x1, int y1)
    {
        var steps = Math.Max(Math.Abs(x1 - x0), Math.Abs(y1 - y0));
        for (var i = 0; i <= steps; i++)
        {
            var part = steps == 0 ? 0 : (double)i / steps;
            Set((int)Math.Round(x0 + ((x1 - x0) * part)), (int)Math.Round(y0 + ((y1 - y0) * part)));
        }
    }

    /// <summary>One row of characters; blanks where there is no dot.</summary>
    public string Row(int row)
    {
        var text = new StringBuilder(columns);
        for (var column = 0; column < columns; column++)
        {
            text.Append(_cells[row, column] == 0 ? ' ' : (char)(0x2800 + _cells[row, column]));
        }

        return text.ToString();
    }
}
