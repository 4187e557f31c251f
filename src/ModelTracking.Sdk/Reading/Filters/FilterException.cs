namespace ModelTracking.Reading.Filters;

/// <summary>A query could not be understood. The message says where, what was expected, and what was probably meant.</summary>
public sealed class FilterException : FormatException
{
    /// <summary>Makes the exception without a reason.</summary>
    public FilterException()
        : this("The query could not be understood.")
    {
    }

    /// <summary>Makes the exception with a message.</summary>
    public FilterException(string message)
        : base(message)
    {
        Problem = message;
        Text = "";
    }

    /// <summary>Makes the exception with a message and a cause.</summary>
    public FilterException(string message, Exception? innerException)
        : base(message, innerException)
    {
        Problem = message;
        Text = "";
    }

    internal FilterException(string text, int position, int length, string problem, string? suggestion = null)
        : base($"{problem}{(suggestion is null ? "" : $" Did you mean '{suggestion}'?")} (at character {position + 1})")
    {
        Text = text;
        Position = position;
        Length = length;
        Problem = problem;
        Suggestion = suggestion;
    }

    /// <summary>The query.</summary>
    public string Text { get; }

    /// <summary>Where the trouble begins, counted in characters from 0.</summary>
    public int Position { get; }

    /// <summary>How many characters it is about; 0 at the end of the text.</summary>
    public int Length { get; }

    /// <summary>What is wrong and what was expected.</summary>
    public string Problem { get; }

    /// <summary>What was probably meant; null where nothing is near.</summary>
    public string? Suggestion { get; }

    /// <summary>Two lines for a terminal: the part of the query around the trouble, and a mark below the place.</summary>
    public string Marked()
    {
        const int Around = 60;
        var from = Math.Max(0, Position - Around);
        var to = Math.Min(Text.Length, Position + Math.Max(Length, 1) + Around);
        var line = Text[from..to].Replace('\n', ' ').Replace('\r', ' ').Replace('\t', ' ');
        var lead = from > 0 ? "..." : "";
        return $"{lead}{line}{(to < Text.Length ? "..." : "")}{Environment.NewLine}{new string(' ', lead.Length + Position - from)}{new string('^', Math.Max(1, Math.Min(Length, to - Position)))}";
    }
}
