using System.Globalization;
using System.Text;

namespace ModelTracking.Reading.Filters;

/// <summary>Cuts a query into tokens.</summary>
internal sealed class FilterLexer(string text)
{
    private static readonly string[] LongSymbols = ["==", "!=", "<>", "<=", ">="];
    private int _at;

    public static bool StartsWord(char c) => char.IsLetter(c) || c == '_';

    public static bool ContinuesWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    /// <summary>Seconds of a unit of time, or null.</summary>
    public static double? Unit(ReadOnlySpan<char> unit) => unit switch
    {
        "ms" => 0.001,
        "s" => 1,
        "m" or "min" => 60,
        "h" => 3600,
        "d" => 86400,
        "w" => 604800,
        _ => null,
    };

    public List<FilterToken> ReadAll()
    {
        var tokens = new List<FilterToken>();
        while (true)
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }

            if (_at == text.Length)
            {
                tokens.Add(new FilterToken(TokenKind.End, _at, 0, ""));
                return tokens;
            }

            tokens.Add(Next());
        }
    }

    private FilterToken Next()
    {
        var start = _at;
        var c = text[start];
        if (StartsWord(c) || c == '`')
        {
            return Word(start);
        }

        if (char.IsAsciiDigit(c) || (c == '.' && start + 1 < text.Length && char.IsAsciiDigit(text[start + 1])))
        {
            return Number(start);
        }

        if (c is '\'' or '"')
        {
            var value = Quoted(c);
            return new FilterToken(TokenKind.Text, start, _at - start, value, IsQuoted: c == '"');
        }

        foreach (var symbol in LongSymbols)
        {
            if (text.AsSpan(start).StartsWith(symbol, StringComparison.Ordinal))
            {
                _at += 2;
                return new FilterToken(TokenKind.Symbol, start, 2, symbol);
            }
        }

        if ("=<>()[],+-*/%".Contains(c, StringComparison.Ordinal))
        {
            _at++;
            return new FilterToken(TokenKind.Symbol, start, 1, c.ToString());
        }

        var shown = char.IsHighSurrogate(c) && start + 1 < text.Length ? text.Substring(start, 2) : c.ToString();
        throw new FilterException(text, start, shown.Length, $"The character '{shown}' means nothing here. Text stands in single quotes, and unusual keys in backticks, as in params.`opt/name`.");
    }

    private FilterToken Word(int start)
    {
        var quoted = text[start] == '`';
        var first = quoted ? Quoted('`') : Plain();
        StringBuilder? key = null;
        while (_at + 1 < text.Length && text[_at] == '.' && (ContinuesWord(text[_at + 1]) || text[_at + 1] is '`' or '"'))
        {
            _at++;
            key = key is null ? new StringBuilder() : key.Append('.');
            key.Append(text[_at] is '`' or '"' ? Quoted(text[_at]) : Plain());
        }

        if (_at < text.Length && text[_at] == '.')
        {
            throw new FilterException(text, _at, 1, "A key is expected after the dot. An unusual one stands in backticks, as in params.`opt/name`.");
        }

        return new FilterToken(TokenKind.Word, start, _at - start, first, key?.ToString(), IsQuoted: quoted);
    }

    private string Plain()
    {
        var start = _at;
        while (_at < text.Length && ContinuesWord(text[_at]))
        {
            _at++;
        }

        return text[start.._at];
    }

    private string Quoted(char quote)
    {
        var start = _at++;
        var value = new StringBuilder();
        for (; _at < text.Length; _at++)
        {
            if (text[_at] != quote)
            {
                value.Append(text[_at]);
            }
            else if (_at + 1 < text.Length && text[_at + 1] == quote)
            {
                value.Append(quote);
                _at++;
            }
            else
            {
                _at++;
                return value.ToString();
            }
        }

        throw new FilterException(text, start, text.Length - start, $"The quote {quote} that begins here is not closed.");
    }

    private FilterToken Number(int start)
    {
        var value = Digits();
        if (_at == text.Length || !ContinuesWord(text[_at]))
        {
            return new FilterToken(TokenKind.Number, start, _at - start, text[start.._at], Number: value);
        }

        // 1h30m: any number of parts, each with its unit.
        var seconds = 0.0;
        while (true)
        {
            var unitStart = _at;
            while (_at < text.Length && char.IsAsciiLetter(text[_at]))
            {
                _at++;
            }

            if (Unit(text.AsSpan(unitStart, _at - unitStart)) is not { } unit)
            {
                throw new FilterException(text, start, Math.Max(1, _at - start), "This is neither a number nor a length of time. Lengths end in ms, s, m, h, d or w, as in 7d; text stands in single quotes.");
            }

            seconds += value * unit;
            if (_at == text.Length || !char.IsAsciiDigit(text[_at]))
            {
                break;
            }

            value = Digits();
        }

        return new FilterToken(TokenKind.Duration, start, _at - start, text[start.._at], Number: seconds);
    }

    private double Digits()
    {
        var start = _at;
        SkipDigits();
        if (_at < text.Length && text[_at] == '.')
        {
            _at++;
            SkipDigits();
        }

        if (_at < text.Length && (text[_at] is 'e' or 'E'))
        {
            var sign = _at + 1 < text.Length && (text[_at + 1] is '+' or '-') ? 1 : 0;
            if (_at + 1 + sign < text.Length && char.IsAsciiDigit(text[_at + 1 + sign]))
            {
                _at += 1 + sign;
                SkipDigits();
            }
        }

        return double.Parse(text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private void SkipDigits()
    {
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
        {
            _at++;
        }
    }
}
