using System.Globalization;
using System.Text.Json.Serialization;

namespace ModelTracking.Records;

/// <summary>
/// A parameter's value with its type: a number stays a number. Independent of the machine's culture.
/// A <see cref="float"/> becomes the double with the same shortest text, so <c>0.1f</c> reads back as <c>0.1</c>.
/// </summary>
[JsonConverter(typeof(ParamValueJsonConverter))]
public readonly record struct ParamValue
{
    private readonly string? _text;
    private readonly long _integer;
    private readonly double _real;

    private ParamValue(ParamKind kind, string? text = null, long integer = 0, double real = 0)
    {
        Kind = kind;
        _text = text;
        _integer = integer;
        _real = real;
    }

    /// <summary>The type of the value.</summary>
    public ParamKind Kind { get; }

    /// <summary>The value null.</summary>
    public static ParamValue Null => default;

    /// <summary>Text; null becomes <see cref="Null"/>.</summary>
    public static ParamValue Of(string? value) => value is null ? default : new ParamValue(ParamKind.Text, text: value);

    /// <summary>A whole number.</summary>
    public static ParamValue Of(long value) => new(ParamKind.Integer, integer: value);

    /// <summary>A floating-point number.</summary>
    public static ParamValue Of(double value) => new(ParamKind.Real, real: value);

    /// <summary>True or false.</summary>
    public static ParamValue Of(bool value) => new(ParamKind.Boolean, integer: value ? 1 : 0);

    /// <summary>
    /// Any value: numbers, booleans and null keep their type; dates become ISO 8601; enums their names; lists
    /// <c>[a, b]</c>; anything else its culture-invariant text.
    /// </summary>
    public static ParamValue From(object? value) => value switch
    {
        null => default,
        ParamValue already => already,
        string text => Of(text),
        bool boolean => Of(boolean),
        float single => Of(Widen(single)),
        Half half => Of(Widen((float)half)),
        double real => Of(real),
        sbyte or byte or short or ushort or int or uint or long => Of(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        ulong big => big <= long.MaxValue ? Of((long)big) : Of(big.ToString(CultureInfo.InvariantCulture)),
        Enum name => Of(name.ToString()),
        DateTime time => Of(time.ToString("O", CultureInfo.InvariantCulture)),
        DateTimeOffset time => Of(time.ToString("O", CultureInfo.InvariantCulture)),
        TimeSpan span => Of(span.ToString("c", CultureInfo.InvariantCulture)),
        IFormattable formattable => Of(formattable.ToString(null, CultureInfo.InvariantCulture)),
        System.Collections.IEnumerable items => Of("[" + string.Join(", ", items.Cast<object?>().Select(i => From(i).ToString())) + "]"),
        _ => Of(value.ToString()),
    };

    /// <summary>The value as null, <see cref="string"/>, <see cref="long"/>, <see cref="double"/> or <see cref="bool"/>.</summary>
    public object? ToObject() => Kind switch
    {
        ParamKind.Text => _text,
        ParamKind.Integer => _integer,
        ParamKind.Real => _real,
        ParamKind.Boolean => _integer != 0,
        _ => null,
    };

    /// <summary>The value as a number, if it is one.</summary>
    public bool TryGetNumber(out double number)
    {
        number = Kind == ParamKind.Integer ? _integer : _real;
        return Kind is ParamKind.Integer or ParamKind.Real;
    }

    /// <summary>The culture-invariant text every backend without types receives; <c>null</c> for null, <c>true</c>/<c>false</c> for booleans.</summary>
    public override string ToString() => Kind switch
    {
        ParamKind.Text => _text!,
        ParamKind.Integer => _integer.ToString(CultureInfo.InvariantCulture),
        ParamKind.Real => _real.ToString("R", CultureInfo.InvariantCulture),
        ParamKind.Boolean => _integer != 0 ? "true" : "false",
        _ => "null",
    };

    private static double Widen(float value) => float.IsFinite(value)
        ? double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        : value;
}
