using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace ModelTracking.Records;

/// <summary>
/// Identity of a run: 32 lower-case hexadecimal digits, drawn at random, the same shape as MLflow's.
/// The identity also names the run's folder, so nothing else is ever accepted, nor are 32 zeros, which stand for no run.
/// </summary>
[JsonConverter(typeof(RunIdJsonConverter))]
public readonly record struct RunId : IComparable<RunId>
{
    /// <summary>Number of hexadecimal digits in an identity.</summary>
    public const int Length = 32;

    // A number, not a text: a catalog holds a hundred thousand of them and looks each up several times.
    private readonly UInt128 _value;

    private RunId(UInt128 value) => _value = value;

    /// <summary>True for <c>default(RunId)</c>, which names no run.</summary>
    public bool IsEmpty => _value == UInt128.Zero;

    /// <summary>Draws a new identity from the system's random source, as MLflow does: a random GUID. Thread-safe.</summary>
    public static RunId New()
    {
        // Not the library of cryptography, whose loading the first run of a process would wait for.
        Span<byte> bytes = stackalloc byte[Length / 2];
        _ = Guid.NewGuid().TryWriteBytes(bytes, bigEndian: true, out _);
        return FromBytes(bytes);
    }

    /// <summary>Reads an identity; dashes and upper case are accepted, so a GUID is too.</summary>
    /// <exception cref="FormatException">The text is not 32 hexadecimal digits.</exception>
    public static RunId Parse(string text) => TryParse(text, out var id)
        ? id
        : throw new FormatException($"'{text}' is not a run id: 32 hexadecimal digits are expected.");

    /// <summary>Reads an identity without throwing.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RunId id)
    {
        id = default;
        return text is not null && TryParse(text.Length == Length ? text.AsSpan() : text.Replace("-", "", StringComparison.Ordinal), out id);
    }

    // The digits alone, without dashes.
    internal static bool TryParse(ReadOnlySpan<char> digits, out RunId id)
    {
        id = default;
        if (digits.Length != Length || !UInt128.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) || value == UInt128.Zero)
        {
            return false;
        }

        id = new RunId(value);
        return true;
    }

    /// <inheritdoc />
    public int CompareTo(RunId other) => _value.CompareTo(other._value);

    /// <summary>The 32 digits, or an empty string for <c>default</c>.</summary>
    public override string ToString() => IsEmpty ? "" : _value.ToString("x32", CultureInfo.InvariantCulture);

    // As they stand in the catalog's files: sixteen bytes, in the order of the digits.
    internal static RunId FromBytes(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    internal void WriteDigits(Span<byte> target) => _value.TryFormat(target, out _, "x32", CultureInfo.InvariantCulture);

    internal void WriteBytes(Span<byte> target) => BinaryPrimitives.WriteUInt128BigEndian(target, _value);
}
