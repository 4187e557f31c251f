using System.Buffers;
using System.Globalization;
using System.Text;

namespace ModelTracking.Versioning.Storage;

/// <summary>
/// Writes JSON of which there is exactly one form: no white space, members in the order of the calls, strings escaped
/// only where JSON demands it. An encoder of a library might escape otherwise in its next version, and identities would change.
/// </summary>
internal sealed class CanonicalWriter
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private bool _needsComma;

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public CanonicalWriter Open(char bracket)
    {
        Comma();
        Raw(bracket);
        _needsComma = false;
        return this;
    }

    public CanonicalWriter Close(char bracket)
    {
        Raw(bracket);
        _needsComma = true;
        return this;
    }

    public CanonicalWriter Name(string name)
    {
        Comma();
        Quoted(name);
        Raw(':');
        _needsComma = false;
        return this;
    }

    public CanonicalWriter Text(string value)
    {
        Comma();
        Quoted(value);
        _needsComma = true;
        return this;
    }

    public CanonicalWriter Integer(long value) => Plain(value.ToString(CultureInfo.InvariantCulture));

    public CanonicalWriter Boolean(bool value) => Plain(value ? "true" : "false");

    private CanonicalWriter Plain(string ascii)
    {
        Comma();
        Encoding.ASCII.GetBytes(ascii, _bytes);
        _needsComma = true;
        return this;
    }

    private void Comma()
    {
        if (_needsComma)
        {
            Raw(',');
        }
    }

    private void Quoted(string text)
    {
        Raw('"');
        var plain = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '"' or '\\' or < ' ')
            {
                Utf8(text.AsSpan(plain, i - plain));
                Encoding.ASCII.GetBytes(text[i] < ' ' ? $"\\u{(int)text[i]:x4}" : $"\\{text[i]}", _bytes);
                plain = i + 1;
            }
        }

        Utf8(text.AsSpan(plain));
        Raw('"');
    }

    private void Utf8(ReadOnlySpan<char> text)
    {
        try
        {
            Strict.GetBytes(text, _bytes);
        }
        catch (EncoderFallbackException exception)
        {
            throw new ArgumentException($"The text '{text}' holds half of a surrogate pair and cannot be stored.", nameof(text), exception);
        }
    }

    private void Raw(char ascii)
    {
        _bytes.GetSpan(1)[0] = (byte)ascii;
        _bytes.Advance(1);
    }
}
