using System.Buffers;

namespace ModelTracking.Artifacts;

/// <summary>
/// Follows objects that refer to others (commits, trees) without knowing what they mean: an object that begins with
/// <c>{"modeltracking":"</c> refers to everything in it that looks like a hash in quotes. To take too much for a reference
/// keeps a file too long; to take too little would delete a model.
/// </summary>
internal static class ObjectReferences
{
    /// <summary>The name of the first member of each object that refers to others.</summary>
    public const string Marker = "modeltracking";

    private const int HashLength = 64;

    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789abcdef"u8);

    private static ReadOnlySpan<byte> Beginning => "{\"modeltracking\":\""u8;

    /// <summary>Adds everything that can be reached from an object, itself included.</summary>
    public static void AddReachable(IObjectStore objects, string root, HashSet<string> reached)
    {
        var open = new Stack<string>([root]);
        while (open.TryPop(out var hash))
        {
            if (!reached.Add(hash) || !objects.Contains(hash))
            {
                continue;
            }

            foreach (var next in Of(objects, hash))
            {
                open.Push(next);
            }
        }
    }

    /// <summary>Everything in the text that looks like a hash in quotes.</summary>
    public static IEnumerable<string> In(ReadOnlyMemory<byte> text)
    {
        for (var at = 0; at + HashLength + 2 <= text.Length; at++)
        {
            var span = text.Span.Slice(at, HashLength + 2);
            if (span[0] == '"' && span[^1] == '"' && span[1..^1].IndexOfAnyExcept(Digits) < 0)
            {
                yield return System.Text.Encoding.ASCII.GetString(span[1..^1]);
                at += HashLength;
            }
        }
    }

    /// <summary>What an object refers to.</summary>
    public static IReadOnlyList<string> Of(IObjectStore objects, string hash)
    {
        using var stream = objects.OpenRead(hash);
        Span<byte> start = stackalloc byte[Beginning.Length];
        if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start.SequenceEqual(Beginning))
        {
            return [];
        }

        using var rest = new MemoryStream();
        try
        {
            stream.CopyTo(rest);
        }
        catch (InvalidDataException)
        {
            // Damaged: what can still be read is followed all the same.
        }

        return [.. In(rest.GetBuffer().AsMemory(0, (int)rest.Length))];
    }
}
