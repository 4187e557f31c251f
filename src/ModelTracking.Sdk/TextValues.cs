using System.Globalization;

namespace ModelTracking;

/// <summary>Gives texts from configuration and command lines the type they plainly have.</summary>
internal static class TextValues
{
    public static object Typed(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
            && integer.ToString(CultureInfo.InvariantCulture) == text)
        {
            return integer;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && text.Any(char.IsAsciiDigit))
        {
            // "007" is a name, not a number: only what cannot be anything else is taken for one.
            return text.Length > 1 && text[0] == '0' && char.IsAsciiDigit(text[1]) ? text : real;
        }

        return bool.TryParse(text, out var boolean) ? boolean : text;
    }
}
