namespace ModelTracking.Reading.Comparing;

/// <summary>What one run has in a row of a comparison.</summary>
/// <param name="Value">
/// The value, which decides whether runs differ: null where the run does not have it, else <see cref="double"/>
/// (<see cref="long"/> where it is too large to be exact), <see cref="string"/> or <see cref="bool"/>.
/// </param>
/// <param name="Text">The value for people; empty where the run does not have it.</param>
public sealed record ComparedValue(object? Value, string Text)
{
    /// <summary>The run does not have it.</summary>
    public static ComparedValue Missing { get; } = new(null, "");

    /// <summary>True where the run does not have it.</summary>
    public bool IsMissing => Value is null;

    /// <summary>The value as a number; null where it is none.</summary>
    public double? Number => Value switch { double number => number, long number => number, _ => null };

    /// <summary>The number less the baseline's; null for the baseline itself, and where one of the two is no number.</summary>
    public double? Delta { get; init; }

    /// <summary><see cref="Delta"/> as a part of the baseline's size, 0.1 for ten per cent; null where that is 0 or not finite.</summary>
    public double? Relative { get; init; }

    /// <summary>Whether the difference is for the better by the metric's declared goal; null where there is none, or no difference.</summary>
    public bool? IsBetter { get; init; }
}
