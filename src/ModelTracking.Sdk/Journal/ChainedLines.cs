using System.Security.Cryptography;
using System.Text;

namespace ModelTracking.Journal;

/// <summary>
/// The bytes of a chained log: <c>check SPACE json LF</c>, where check is the SHA-256, in hexadecimal, of the check
/// before it followed by the JSON. Whoever changes a line has to change all that follow it.
/// </summary>
internal static class ChainedLines
{
    private const int CheckLength = SHA256.HashSizeInBytes * 2;

    public static byte[] Line(string before, ReadOnlySpan<byte> json, out string check)
    {
        check = Check(before, json);
        var line = new byte[CheckLength + 1 + json.Length + 1];
        Encoding.ASCII.GetBytes(check, line);
        line[CheckLength] = (byte)' ';
        json.CopyTo(line.AsSpan(CheckLength + 1));
        line[^1] = (byte)'\n';
        return line;
    }

    /// <summary>Takes bytes apart that begin at a line. What a dead writer left of a line at the end is passed over silently.</summary>
    public static LogRead Parse(string file, byte[] bytes, LogPosition from, bool fromStart)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        var damage = new List<LogDamage>();
        var check = from.Check;
        var at = 0;
        for (int length; (length = bytes.AsSpan(at).IndexOf((byte)'\n')) >= 0; at += length + 1)
        {
            var line = bytes.AsMemory(at, length);
            if (length > CheckLength && line.Span[CheckLength] == ' ' && Matches(line.Span[..CheckLength], Check(check, line.Span[(CheckLength + 1)..])))
            {
                lines.Add(line[(CheckLength + 1)..]);
            }
            else if (line.Span.Contains((byte)0) && bytes.AsSpan(at + length + 1).IndexOf((byte)'\n') < 0)
            {
                // Zeros in the last line are blocks that a power cut kept from the disk: a torn line with a line end.
                break;
            }
            else
            {
                damage.Add(new LogDamage(file, from.Offset + at, length));
            }

            check = length >= CheckLength ? Encoding.ASCII.GetString(line.Span[..CheckLength]) : "";
        }

        return new LogRead(lines, new LogPosition(from.Offset + at, check), fromStart, damage);
    }

    private static string Check(string before, ReadOnlySpan<byte> json)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Encoding.ASCII.GetBytes(before));
        sha.AppendData(json);
        return Convert.ToHexString(sha.GetHashAndReset()).ToLowerInvariant();
    }

    private static bool Matches(ReadOnlySpan<byte> stored, string check)
    {
        Span<byte> expected = stackalloc byte[CheckLength];
        Encoding.ASCII.GetBytes(check, expected);
        return stored.SequenceEqual(expected);
    }
}
