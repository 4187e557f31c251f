using System.Globalization;
using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Reading.Evaluation;

/// <summary>A value of one run while a query is answered.</summary>
internal readonly struct Cell
{
    // Beyond this a double does not hold every whole number, so the text is kept beside it.
    private const long LargestExact = 1L << 53;
    private readonly object? _more;

    private Cell(CellKind kind, double number, object? more = null)
    {
        Kind = kind;
        Number = number;
        _more = more;
    }

    public CellKind Kind { get; }

    /// <summary>The number; 1 for true; microseconds of a time; seconds of a duration.</summary>
    public double Number { get; }

    /// <summary>The digits of a whole number that a double does not hold exactly; null for all others.</summary>
    public string? ExactDigits => Kind == CellKind.Number ? (string?)_more : null;

    public bool IsMissing => Kind == CellKind.Missing;

    public IReadOnlyList<string> Items => (IReadOnlyList<string>)_more!;

    public static Cell Of(double number) => new(CellKind.Number, number);

    public static Cell Of(double? number) => number is { } value ? Of(value) : default;

    public static Cell Of(long? number) => number is { } value ? Of(value) : default;

    public static Cell Of(long number) => new(CellKind.Number, number, number is > LargestExact or < -LargestExact ? number.ToString(CultureInfo.InvariantCulture) : null);

    public static Cell Of(string? text) => text is null ? default : new(CellKind.Text, 0, text);

    public static Cell Of(bool value) => new(CellKind.Boolean, value ? 1 : 0);

    public static Cell Of(DateTimeOffset? time) => time is { } value ? Time(UnixTime.ToMicroseconds(value)) : default;

    public static Cell Of(IReadOnlyList<string> items) => items.Count == 0 ? default : new(CellKind.Many, 0, items);

    public static Cell Of(ParamValue value) => value.Kind switch
    {
        ParamKind.Text => Of(value.ToString()),
        ParamKind.Integer => Of((long)value.ToObject()!),
        ParamKind.Real => Of((double)value.ToObject()!),
        ParamKind.Boolean => Of((bool)value.ToObject()!),
        _ => default,
    };

    public static Cell Time(double microseconds) => new(CellKind.Time, microseconds);

    public static Cell Duration(double seconds) => new(CellKind.Duration, seconds);

    /// <summary>As a number, where it is one or its text is one.</summary>
    public bool TryNumber(out double number)
    {
        number = Number;
        return Kind is CellKind.Number or CellKind.Duration
            || (Kind == CellKind.Text && double.TryParse((string)_more!, NumberStyles.Float, CultureInfo.InvariantCulture, out number));
    }

    public bool TryBoolean(out bool value)
    {
        value = Number != 0;
        return Kind == CellKind.Boolean || (Kind == CellKind.Text && bool.TryParse((string)_more!, out value));
    }

    public bool TryTime(out double microseconds)
    {
        microseconds = Number;
        if (Kind == CellKind.Text && FilterTypes.TryDate((string)_more!, out var date))
        {
            microseconds = UnixTime.ToMicroseconds(date);
            return true;
        }

        return Kind == CellKind.Time;
    }

    /// <summary>As every text-only place shows it; empty where it is missing.</summary>
    public string ToText() => Kind switch
    {
        CellKind.Text => (string)_more!,
        CellKind.Number or CellKind.Duration => (string?)_more ?? Number.ToString("R", CultureInfo.InvariantCulture),
        CellKind.Boolean => Number != 0 ? "true" : "false",
        CellKind.Time => UnixTime.FromMicroseconds((long)Number).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture),
        CellKind.Many => string.Join(", ", Items),
        _ => "",
    };

    /// <summary>As a .NET value: null, double, long, string, bool, DateTimeOffset, TimeSpan or a list of strings.</summary>
    public object? ToObject() => Kind switch
    {
        CellKind.Text or CellKind.Many => _more,
        CellKind.Number when _more is string digits => long.Parse(digits, CultureInfo.InvariantCulture),
        CellKind.Number => Number,
        CellKind.Boolean => Number != 0,
        CellKind.Time => UnixTime.FromMicroseconds((long)Number),
        CellKind.Duration => TimeSpan.FromSeconds(Number),
        _ => null,
    };
}
