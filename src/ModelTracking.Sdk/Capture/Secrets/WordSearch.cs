namespace ModelTracking.Capture.Secrets;

/// <summary>Looks for any of some words in a text, in one pass. Thread-safe.</summary>
internal sealed class WordSearch
{
    private readonly string[]?[] _byFirstLetter = new string[]?[128];
    private readonly bool _ignoresCase;

    /// <param name="words">The words: ASCII, of two letters at least.</param>
    /// <param name="ignoresCase">Whether upper and lower case are the same; the words are in lower case then.</param>
    public WordSearch(string[] words, bool ignoresCase = false)
    {
        _ignoresCase = ignoresCase;
        foreach (var word in words)
        {
            Add(word[0], word);
            if (ignoresCase)
            {
                Add(char.ToUpperInvariant(word[0]), word);
            }
        }
    }

    /// <summary>Whether one of them stands anywhere in the text.</summary>
    public bool IsIn(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length - 1; i++)
        {
            var c = text[i];
            if (c < _byFirstLetter.Length && _byFirstLetter[c] is { } words && Begins(text[i..], words))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a word of the text begins with one of them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="least">How many characters must be left of it from there on.</param>
    public bool BeginsWordOf(ReadOnlySpan<char> text, int least)
    {
        var isWithin = false;
        for (var i = 0; i <= text.Length - least; i++)
        {
            var c = text[i];
            if (!isWithin && c < _byFirstLetter.Length && _byFirstLetter[c] is { } words && Begins(text[i..], words))
            {
                return true;
            }

            isWithin = char.IsLetterOrDigit(c) || c == '_';
        }

        return false;
    }

    private void Add(char first, string word) => _byFirstLetter[first] = [.. _byFirstLetter[first] ?? [], word];

    private bool Begins(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
        {
            // Most are told by their second letter.
            var second = text[1];
            if ((second == word[1] || (_ignoresCase && char.ToLowerInvariant(second) == word[1]))
                && text.StartsWith(word, _ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
