using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace ModelTracking.Records;

/// <summary>
/// Identity of a run: 32 lower-case hexadecimal digits, drawn at random, the same shape as MLflow's.
/// The identity also names the run's folder, so nothing else is ever accepted.
/// </summary>
[JsonConverter(typeof(RunIdJsonConverter))]
public readonly record struct RunId : IComparable<RunId>
{
    /// <summary>Number of hexadecimal digits in an identity.</summary>
    public const int Length = 32;

    private readonly string? _value;

    private RunId(string value) => _value = value;

    /// <summary>True for <c>default(RunId)</c>, which names no run.</summary>
    public bool IsEmpty => _value is null;

    /// <summary>Draws a new identity from the system's random source. Thread-safe.</summary>
    public static RunId New() => new(Convert.ToHexString(RandomNumberGenerator.GetBytes(Length / 2)).ToLowerInvariant());

    /// <summary>Reads an identity; dashes and upper case are accepted, so a GUID is too.</summary>
    /// <exception cref="FormatException">The text is not 32 hexadecimal digits.</exception>
    public static RunId Parse(string text) => TryParse(text, out var id)
        ? id
        : throw new FormatException($"'{text}' is not a run id: 32 hexadecimal digits are expected.");

    /// <summary>Reads an identity without throwing.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RunId id)
    {
        id = default;
        if (text is null)
        {
            return false;
        }

        var digits = text.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        if (digits.Length != Length || !digits.All(char.IsAsciiHexDigitLower))
        {
            return false;
        }

        id = new RunId(digits);
        return true;
    }

    /// <inheritdoc />
    public int CompareTo(RunId other) => string.CompareOrdinal(_value, other._value);

    /// <summary>The 32 digits, or an empty string for <c>default</c>.</summary>
    public override string ToString() => _value ?? "";
}
