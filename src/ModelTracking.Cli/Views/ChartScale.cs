namespace ModelTracking.Cli.Views;

/// <summary>Maps numbers to dots; both ends of the range lie on dots.</summary>
internal readonly record struct ChartScale(double From, double To, int Dots)
{
    /// <summary>The scale over finite numbers; a single one lies in the middle.</summary>
    public static ChartScale Over(double min, double max, int dots) => max > min
        ? new ChartScale(min, max, dots)
        : new ChartScale(min - Margin(min), max + Margin(max), dots);

    /// <summary>The dot of a number; infinite ones lie on the edge.</summary>
    public int Dot(double value)
    {
        // Halved, so that the range of the greatest numbers does not overflow.
        var part = ((value / 2) - (From / 2)) / ((To / 2) - (From / 2));
        return (int)Math.Round(Math.Clamp(part, 0, 1) * (Dots - 1));
    }

    /// <summary>The number at a part of the range, from 0 to 1.</summary>
    public double At(double part) => (From * (1 - part)) + (To * part);

    private static double Margin(double value) => value == 0 ? 1 : Math.Abs(value) * 0.5;
}
