namespace Mlflow.Stub.Search;

/// <summary>What a word of a filter is.</summary>
internal enum FilterWordKind
{
    Name,
    Operator,
    Text,
    Number,
    Group,
    Keyword,
}

/// <summary>A word of a filter, as it was written.</summary>
internal sealed record FilterWord(FilterWordKind Kind, string Text)
{
    public bool IsValue => Kind is FilterWordKind.Text or FilterWordKind.Number or FilterWordKind.Group;

    public bool IsAnd => Kind == FilterWordKind.Keyword && Text.Equals("AND", StringComparison.OrdinalIgnoreCase);
}
