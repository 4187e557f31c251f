using System.Globalization;

namespace ModelTracking.MLflow.FileStores;

/// <summary>Floating-point numbers as Python prints them: <c>0.1</c>, <c>1.0</c>, <c>1e-300</c>, <c>nan</c>, <c>-inf</c>.</summary>
internal static class PythonNumber
{
    public static string Print(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        if (value == 0)
        {
            return double.IsNegative(value) ? "-0.0" : "0.0";
        }

        // The shortest digits that read back as the same number, and where their point stands.
        var shortest = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var mark = shortest.IndexOf('E', StringComparison.Ordinal);
        var mantissa = mark < 0 ? shortest : shortest[..mark];
        var shift = mark < 0 ? 0 : int.Parse(shortest[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var significant = all.TrimStart('0');
        var digits = significant.TrimEnd('0');
        var exponent = (point < 0 ? mantissa.Length : point) - 1 - (all.Length - significant.Length) + shift;
        var sign = value < 0 ? "-" : "";
        return exponent is < -4 or >= 16
            ? string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}")
            : sign + Fixed(digits, exponent);
    }

    public static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        value = text switch { "nan" or "NaN" => double.NaN, "inf" or "Infinity" => double.PositiveInfinity, "-inf" or "-Infinity" => double.NegativeInfinity, _ => 0 };
        return value != 0 || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    private static string Fixed(string digits, int exponent) => exponent < 0
        ? $"0.{new string('0', -exponent - 1)}{digits}"
        : exponent + 1 >= digits.Length
            ? $"{digits.PadRight(exponent + 1, '0')}.0"
            : $"{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
}
