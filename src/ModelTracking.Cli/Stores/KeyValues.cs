using System.Globalization;
using ModelTracking.Records;

namespace ModelTracking.Cli.Stores;

/// <summary>Reads <c>key=value</c> as people type it.</summary>
internal static class KeyValues
{
    /// <summary>Key and value.</summary>
    /// <exception cref="ToolException">There is no equals sign, or no key before it.</exception>
    public static (string Key, string Value) Parse(string text, string option)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 ? (text[..equals], text[(equals + 1)..]) : throw ToolException.BadUsage($"{option} takes KEY=VALUE, and '{text}' is none.");
    }

    /// <summary>A param's value, typed as it looks: whole number, number, true or false, else text.</summary>
    public static ParamValue Typed(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? ParamValue.Of(whole)
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? ParamValue.Of(number)
        : bool.TryParse(text, out var boolean) ? ParamValue.Of(boolean)
        : ParamValue.Of(text);
}
