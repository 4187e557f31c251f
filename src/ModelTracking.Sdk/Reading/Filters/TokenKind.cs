namespace ModelTracking.Reading.Filters;

/// <summary>What a piece of a query is.</summary>
internal enum TokenKind
{
    End,
    Word,
    Text,
    Number,
    Duration,
    Symbol,
}
