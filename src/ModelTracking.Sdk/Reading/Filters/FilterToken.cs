namespace ModelTracking.Reading.Filters;

/// <summary>A piece of a query.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Text">A word up to its first dot, a symbol, or a text without its quotes.</param>
/// <param name="Key">What follows a word's first dot, without quotes; null where there is no dot.</param>
/// <param name="Number">A number, or a duration in seconds.</param>
/// <param name="IsQuoted">A word in backticks, or a text in double quotes.</param>
internal readonly record struct FilterToken(
    TokenKind Kind, int Start, int Length, string Text, string? Key = null, double Number = 0, bool IsQuoted = false)
{
    public bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsWord(string word) =>
        Kind == TokenKind.Word && Key is null && !IsQuoted && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
