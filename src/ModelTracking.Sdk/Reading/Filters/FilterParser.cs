namespace ModelTracking.Reading.Filters;

/// <summary>Reads a query. One pass, a token ahead; every error names its place.</summary>
internal sealed partial class FilterParser
{
    /// <summary>Longest query in characters.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>How deep parentheses, NOT and signs may nest.</summary>
    public const int MaxDepth = 64;

    /// <summary>How many conditions and values a query may have; the items of IN count as one.</summary>
    public const int MaxNodes = 2048;

    private readonly string _text;
    private readonly List<FilterToken> _tokens;
    private readonly Dictionary<object, (int Start, int End)> _places = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, RunValue> _aliases = new(StringComparer.OrdinalIgnoreCase);
    private int _at;
    private int _depth;
    private int _nodes;

    public FilterParser(string text)
    {
        _text = text;
        if (text.Length > MaxLength)
        {
            throw new FilterException(text, MaxLength, text.Length - MaxLength, $"The query is longer than {MaxLength} characters.");
        }

        _tokens = new FilterLexer(text).ReadAll();
    }

    private FilterToken Current => _tokens[_at];

    private FilterToken Following => _tokens[Math.Min(_at + 1, _tokens.Count - 1)];

    /// <summary>Whether <c>baseline</c> is a value. Default: false.</summary>
    public bool KnowsBaseline { get; init; }

    /// <summary>The places of fields, to say where a key stands that no run has.</summary>
    public IReadOnlyDictionary<object, (int Start, int End)> Places => _places;

    public RunFilter ParseFilter()
    {
        var filter = Filter();
        ExpectEnd("AND, OR or the end");
        return filter;
    }

    public RunValue ParseValue()
    {
        var value = Value(Or());
        ExpectEnd("the end");
        Check(value);
        return value;
    }

    private RunFilter Filter()
    {
        var filter = Condition(Or());
        Check(filter);
        return filter;
    }

    private object Or()
    {
        var left = And();
        while (Current.IsWord("OR"))
        {
            var start = StartOf(Condition(left));
            _at++;
            left = Mark(new OrFilter(Condition(left), Condition(And())), start);
        }

        return left;
    }

    private object And()
    {
        var left = Not();
        while (Current.IsWord("AND"))
        {
            var start = StartOf(Condition(left));
            _at++;
            left = Mark(new AndFilter(Condition(left), Condition(Not())), start);
        }

        return left;
    }

    private object Not()
    {
        if (!Current.IsWord("NOT"))
        {
            return Test();
        }

        var start = Current.Start;
        Enter();
        _at++;
        var inner = Condition(Not());
        _depth--;
        return Mark(new NotFilter(inner), start);
    }

    private object Test()
    {
        var start = Current.Start;
        if (Current.IsWord("EXISTS"))
        {
            _at++;
            return Mark(new MissingFilter(Value(Primary()), IsNegated: true), start);
        }

        if (TryHas(out var has) || TryRelated(out has))
        {
            return has;
        }

        var left = Sum();
        if (left is RunFilter)
        {
            return left;
        }

        var value = (RunValue)left;
        if (Comparison() is { } comparison)
        {
            value = AttributeInDoubleQuotes(value);
            _at++;
            return Mark(new CompareFilter(value, comparison, Value(Sum())), start);
        }

        if (Current.IsWord("IS"))
        {
            return Is(value, start);
        }

        var negated = Current.IsWord("NOT") && (Following.IsWord("IN") || Following.IsWord("BETWEEN") || IsPattern(Following));
        if (negated)
        {
            _at++;
        }

        return Current.IsWord("IN") ? In(AttributeInDoubleQuotes(value), negated, start)
            : Current.IsWord("BETWEEN") ? Between(value, negated, start)
            : IsPattern(Current) ? Pattern(AttributeInDoubleQuotes(value), negated, start)
            : value;
    }

    private CompareOperator? Comparison() => Current.Kind != TokenKind.Symbol ? null : Current.Text switch
    {
        "=" or "==" => CompareOperator.Equal,
        "!=" or "<>" => CompareOperator.NotEqual,
        "<" => CompareOperator.Less,
        "<=" => CompareOperator.LessOrEqual,
        ">" => CompareOperator.Greater,
        ">=" => CompareOperator.GreaterOrEqual,
        _ => null,
    };

    private static bool IsPattern(FilterToken token) => token.IsWord("LIKE") || token.IsWord("ILIKE") || token.IsWord("RLIKE");

    private RunFilter Is(RunValue value, int start)
    {
        _at++;
        var negated = Accept("NOT");
        if (Accept("NULL"))
        {
            return Mark(new MissingFilter(value, negated), start);
        }

        return Accept("NAN") ? Mark(new NanFilter(value, negated), start) : throw Unexpected("NULL or NAN", ["NULL", "NAN"]);
    }

    private InFilter In(RunValue value, bool negated, int start)
    {
        _at++;
        Expect("(");
        var items = new List<RunValue>();
        do
        {
            _nodes = Math.Max(0, _nodes - 1);
            items.Add(Value(Sum()));
        }
        while (AcceptSymbol(","));
        Expect(")");
        return Mark(new InFilter(value, items, negated), start);
    }

    private BetweenFilter Between(RunValue value, bool negated, int start)
    {
        _at++;
        var low = Value(Sum());
        if (!Accept("AND"))
        {
            throw Unexpected("AND and the upper end of the range", ["AND"]);
        }

        return Mark(new BetweenFilter(value, low, Value(Sum()), negated), start);
    }

    private PatternFilter Pattern(RunValue value, bool negated, int start)
    {
        var kind = Enum.Parse<PatternKind>(Current.Text, ignoreCase: true);
        _at++;
        if (Current.Kind != TokenKind.Text)
        {
            throw Unexpected("a pattern in single quotes, such as 'resnet%'");
        }

        var pattern = Current;
        _at++;
        if (kind == PatternKind.RLike && LinearRegex.Problem(pattern.Text) is { } problem)
        {
            throw new FilterException(_text, pattern.Start, pattern.Length, problem);
        }

        return Mark(new PatternFilter(value, kind, pattern.Text, negated), start);
    }

    private bool TryHas(out RunFilter has)
    {
        has = null!;
        if (!Following.IsWord("HAS") || Current is not { Kind: TokenKind.Word, Key: null } || !FieldNames.Prefixes.TryGetValue(Current.Text, out var kind))
        {
            return false;
        }

        if (kind is FieldKind.Attribute or FieldKind.Environment or FieldKind.Git or FieldKind.Model)
        {
            throw new FilterException(_text, Current.Start, Current.Length, "HAS works on metrics, params, tags, artifacts and datasets.");
        }

        var start = Current.Start;
        _at += 2;
        if (Current.Kind != TokenKind.Text)
        {
            throw Unexpected("a key in single quotes, such as 'gold'");
        }

        has = new HasFilter(kind, Current.Text);
        _at++;
        Mark(has, start);
        return true;
    }

    private bool TryRelated(out RunFilter related)
    {
        related = null!;
        var start = Current.Start;
        var any = Current.IsWord("ANY") && (Following.IsWord("CHILD") || Following.IsWord("CHILDREN"));
        if (!any && !(Current.IsWord("PARENT") && Following.IsSymbol("(")))
        {
            return false;
        }

        _at += any ? 2 : 1;
        Enter();
        Expect("(");
        var inner = Condition(Or());
        Expect(")");
        _depth--;
        related = Mark(new RelatedFilter(any ? Relation.Child : Relation.Parent, inner), start);
        return true;
    }

    // MLflow reads "run_name" = 'x' as the attribute; as a value, double quotes hold text.
    private RunValue AttributeInDoubleQuotes(RunValue value)
    {
        var token = _tokens[_at - 1];
        return value is TextLiteral text && token is { Kind: TokenKind.Text, IsQuoted: true } && FieldNames.Attributes.TryGetValue(text.Value, out var attribute)
            ? Mark(new AttributeValue(attribute), token.Start)
            : value;
    }
}
