using System.Buffers.Binary;
using System.Text;

namespace ModelTracking.Dashboard.Artifacts.Graphs;

/// <summary>
/// What a <c>Model.key</c> of an ML.NET model says of its part: what loads it, the names it uses, and the numbers that its
/// body begins with. The layout is that of <c>ModelHeader</c> of Microsoft.ML: 256 bytes with places of body, table of texts
/// and texts (UTF-16).
/// </summary>
/// <param name="Loader">What loads it, for example <c>ConcatTransform</c>.</param>
/// <param name="Texts">Its texts, in the order of their numbers.</param>
/// <param name="Numbers">The first numbers of the body.</param>
internal sealed record MLNetPart(string Loader, IReadOnlyList<string> Texts, IReadOnlyList<int> Numbers)
{
    private const int HeaderLength = 256;
    private const int MaxBytes = 1 << 20;
    private const int MaxTexts = 2000;
    private static readonly byte[] Magic = "ML\0MODEL"u8.ToArray();

    /// <summary>Reads one; null where the bytes are something else.</summary>
    public static MLNetPart? TryRead(Stream stream)
    {
        // Lookup tables of texts can be long, and stand behind the body: what is beyond the bound is not needed.
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; bytes.Length < MaxBytes && (read = stream.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, read);
        }

        var all = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        if (all.Length < HeaderLength || !all[..8].SequenceEqual(Magic))
        {
            return null;
        }

        var body = Slice(all, 16);
        var table = Slice(all, 32);
        var chars = Slice(all, 48);
        var loader = Encoding.ASCII.GetString(all.Slice(80, 24)).TrimEnd('\0');
        return new MLNetPart(loader, ReadTexts(table, chars), ReadNumbers(body));
    }

    private static List<string> ReadTexts(ReadOnlySpan<byte> table, ReadOnlySpan<byte> chars)
    {
        var (texts, from) = (new List<string>(), 0L);
        for (var i = 0; i + 8 <= table.Length && texts.Count < MaxTexts; i += 8)
        {
            var to = BinaryPrimitives.ReadInt64LittleEndian(table[i..]);
            if (to < from || to > chars.Length)
            {
                break;
            }

            texts.Add(Encoding.Unicode.GetString(chars[(int)from..(int)to]));
            from = to;
        }

        return texts;
    }

    private static int[] ReadNumbers(ReadOnlySpan<byte> body)
    {
        var numbers = new int[Math.Min(body.Length / 4, 4 * MaxTexts)];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = BinaryPrimitives.ReadInt32LittleEndian(body[(4 * i)..]);
        }

        return numbers;
    }

    // A place and a length; what lies outside is empty.
    private static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> all, int at)
    {
        var (from, length) = (BinaryPrimitives.ReadInt64LittleEndian(all[at..]), BinaryPrimitives.ReadInt64LittleEndian(all[(at + 8)..]));
        return from < 0 || length <= 0 || from > all.Length || length > all.Length - from ? [] : all.Slice((int)from, (int)length);
    }
}
