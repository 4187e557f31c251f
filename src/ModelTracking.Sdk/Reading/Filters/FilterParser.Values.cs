using System.Globalization;
using ModelTracking.Records;

namespace ModelTracking.Reading.Filters;

/// <summary>The part that reads values, and the parser's tools.</summary>
internal sealed partial class FilterParser
{
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "AND", "OR", "NOT", "IN", "LIKE", "ILIKE", "RLIKE", "BETWEEN", "IS", "ORDER", "BY", "LIMIT", "WHERE", "SELECT", "AS", "ASC", "DESC",
    };

    private object Sum()
    {
        var left = Product();
        while (Current.IsSymbol("+") || Current.IsSymbol("-"))
        {
            left = Arithmetic(left, Current.Text == "+" ? ArithmeticOperator.Add : ArithmeticOperator.Subtract, Product);
        }

        return left;
    }

    private object Product()
    {
        var left = Unary();
        while (Current.IsSymbol("*") || Current.IsSymbol("/") || Current.IsSymbol("%"))
        {
            var symbol = Current.Text switch { "*" => ArithmeticOperator.Multiply, "/" => ArithmeticOperator.Divide, _ => ArithmeticOperator.Remainder };
            left = Arithmetic(left, symbol, Unary);
        }

        return left;
    }

    private ArithmeticValue Arithmetic(object left, ArithmeticOperator symbol, Func<object> right)
    {
        var start = StartOf(Value(left));
        _at++;
        return Mark(new ArithmeticValue(Value(left), symbol, Value(right())), start);
    }

    private object Unary()
    {
        if (!Current.IsSymbol("-"))
        {
            return Primary();
        }

        var start = Current.Start;
        _at++;
        if (Current.Kind == TokenKind.Number || Current.IsWord("inf"))
        {
            return Mark(new NumberLiteral(-(Next() is { Kind: TokenKind.Number } number ? number.Number : double.PositiveInfinity)), start);
        }

        if (Current.Kind == TokenKind.Duration)
        {
            return Mark(new DurationLiteral(-Next().Number), start);
        }

        Enter();
        var inner = Value(Unary());
        _depth--;
        return Mark(new NegateValue(inner), start);
    }

    private object Primary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                _at++;
                return Mark(new NumberLiteral(token.Number), token.Start);
            case TokenKind.Duration:
                _at++;
                return Mark(new DurationLiteral(token.Number), token.Start);
            case TokenKind.Text:
                _at++;
                return Mark(new TextLiteral(token.Text), token.Start);
            case TokenKind.Word when token is { Key: null, IsQuoted: false } && Reserved.Contains(token.Text):
                throw Unexpected("a field such as metrics.loss, a number, a text in single quotes or '('");
            case TokenKind.Word:
                return Following.IsSymbol("(") && token.Key is null && !token.IsQuoted ? Function() : Reference();
            case TokenKind.Symbol when token.Text == "(":
                Enter();
                _at++;
                var inner = Or();
                Expect(")");
                _depth--;
                return inner;
            default:
                throw Unexpected("a field such as metrics.loss, a number, a text in single quotes or '('");
        }
    }

    private RunValue Function()
    {
        var name = Next();
        var word = name.Text.ToLowerInvariant();
        if (word == "now")
        {
            Expect("(");
            Expect(")");
            return Mark(new NowValue(), name.Start);
        }

        if (KnowsBaseline && word == "baseline")
        {
            Expect("(");
            var of = Value(Sum());
            Expect(")");
            return Mark(new BaselineValue(of), name.Start);
        }

        if (!FieldNames.Functions.Contains(word))
        {
            throw new FilterException(_text, name.Start, name.Length, $"There is no function '{name.Text}'. There are {string.Join(", ", FieldNames.Functions)} and now.", Nearest.To(word, FieldNames.Functions));
        }

        Expect("(");
        var metric = MetricArgument(word);
        RunValue value;
        if (word == "at")
        {
            Expect(",");
            value = new MetricAtStep(metric, Step());
        }
        else if (word == "at_best")
        {
            Expect(",");
            value = new MetricAtBest(metric, MetricArgument(word));
        }
        else
        {
            value = new MetricValue(metric, FieldNames.Aggregates[word]);
        }

        Expect(")");
        return Mark(value, name.Start);
    }

    private MetricKey MetricArgument(string function)
    {
        var token = Current;
        return token.Kind == TokenKind.Word && Reference() is MetricValue metric
            ? metric.Metric
            : throw new FilterException(_text, token.Start, token.Length, $"{function} works on a metric, as in {function}(metrics.loss{(function == "at" ? ", 100" : function == "at_best" ? ", metrics.accuracy" : "")}).");
    }

    private long Step()
    {
        var negative = AcceptSymbol("-");
        var token = Current;
        if (token.Kind == TokenKind.Number && long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var step))
        {
            _at++;
            return negative ? -step : step;
        }

        throw Unexpected("a step, which is a whole number");
    }

    private RunValue Reference()
    {
        var token = Next();
        if (token.Key is null)
        {
            return Mark(Bare(token), token.Start);
        }

        if (!FieldNames.Prefixes.TryGetValue(token.Text, out var kind))
        {
            throw new FilterException(_text, token.Start, token.Text.Length, $"'{token.Text}' is no part of a run. A field begins with metrics, params, tags, attributes, datasets, env, git or model.", Nearest.To(token.Text, FieldNames.Prefixes.Keys));
        }

        if (token.Key.Length == 0)
        {
            throw new FilterException(_text, token.Start, token.Length, "The key is empty.");
        }

        RunValue value = kind switch
        {
            FieldKind.Metric => new MetricValue(new MetricKey(token.Key, Context())),
            FieldKind.Attribute => Attribute(token, token.Key),
            FieldKind.Dataset when !FieldNames.DatasetKeys.Contains(token.Key, StringComparer.OrdinalIgnoreCase) =>
                throw new FilterException(_text, token.Start, token.Length, "A dataset has name, digest and context.", Nearest.To(token.Key, FieldNames.DatasetKeys)),
            FieldKind.Dataset => new FieldValue(kind, token.Key.ToLowerInvariant()),
            FieldKind.Artifact => throw new FilterException(_text, token.Start, token.Length, "Artifacts are asked for by path, as in artifacts HAS 'model.zip'."),
            _ => new FieldValue(kind, token.Key),
        };
        return Mark(value, token.Start);
    }

    private RunValue Bare(FilterToken token)
    {
        if (_aliases.TryGetValue(token.Text, out var computed))
        {
            // A tree of its own, since places are known by identity.
            return computed switch { FieldValue field => field with { }, _ => computed };
        }

        return token switch
        {
            { IsQuoted: true } => Attribute(token, token.Text),
            _ when token.IsWord("now") => new NowValue(),
            _ when KnowsBaseline && token.IsWord("baseline") => new BaselineValue(null),
            _ when token.IsWord("true") => new BooleanLiteral(true),
            _ when token.IsWord("false") => new BooleanLiteral(false),
            _ when token.IsWord("nan") => new NumberLiteral(double.NaN),
            _ when token.IsWord("inf") => new NumberLiteral(double.PositiveInfinity),
            _ => Attribute(token, token.Text),
        };
    }

    private AttributeValue Attribute(FilterToken token, string name)
    {
        // MLflow's user interface writes it with a space.
        if (name.Equals("run", StringComparison.OrdinalIgnoreCase) && Accept("name"))
        {
            return new AttributeValue(RunProperty.Name);
        }

        if (FieldNames.Attributes.TryGetValue(name, out var attribute))
        {
            return new AttributeValue(attribute);
        }

        var suggestion = Nearest.To(name, FieldNames.Attributes.Keys.Concat(_aliases.Keys));
        var isPrefix = FieldNames.Prefixes.ContainsKey(name);
        throw new FilterException(_text, token.Start, token.Length, isPrefix
            ? $"A key is expected after '{name}', as in {name}.accuracy."
            : $"A run has no attribute '{name}'. Metrics, params and tags begin with metrics., params. or tags.", isPrefix ? null : suggestion);
    }

    private MetricContext Context()
    {
        if (!AcceptSymbol("["))
        {
            return default;
        }

        var parts = new List<string>();
        do
        {
            var name = ContextWord();
            parts.Add(AcceptSymbol("=") ? $"{name}={ContextWord()}" : name);
        }
        while (AcceptSymbol(","));
        Expect("]");
        return MetricContext.FromString(string.Join(',', parts));
    }

    private string ContextWord()
    {
        var token = Current;
        if (token.Kind is TokenKind.Word or TokenKind.Text or TokenKind.Number)
        {
            _at++;
            return token.Kind == TokenKind.Word && token.Key is not null ? $"{token.Text}.{token.Key}" : token.Text;
        }

        throw Unexpected("a context, as in metrics.loss[train] or metrics.loss[fold=2, split='test']");
    }

    private RunFilter Condition(object parsed)
    {
        if (parsed is RunFilter filter)
        {
            return filter;
        }

        var (start, end) = _places.GetValueOrDefault(parsed, (Current.Start, Current.Start));
        throw new FilterException(_text, start, end - start, $"A condition is expected, and '{_text[start..end]}' is a value. Compare it with something, as in {_text[start..end]} = 1.");
    }

    private RunValue Value(object parsed)
    {
        if (parsed is RunValue value)
        {
            return value;
        }

        var (start, end) = _places.GetValueOrDefault(parsed, (Current.Start, Current.Start));
        throw new FilterException(_text, start, end - start, $"A value is expected, and '{_text[start..end]}' is a condition.");
    }

    private void Check(object node)
    {
        if (FilterTypes.Problem(node) is { } problem)
        {
            var (start, end) = _places.GetValueOrDefault(problem.Node, (0, _text.Length));
            throw new FilterException(_text, start, end - start, problem.Message);
        }
    }

    private T Mark<T>(T node, int start)
        where T : notnull
    {
        if (++_nodes > MaxNodes)
        {
            throw new FilterException(_text, start, 1, $"The query has more than {MaxNodes} conditions and values. IN takes any number of items.");
        }

        var last = _tokens[_at - 1];
        _places[node] = (start, last.Start + last.Length);
        return node;
    }

    private int StartOf(object node) => _places.TryGetValue(node, out var place) ? place.Start : Current.Start;

    private void Enter()
    {
        if (++_depth > MaxDepth)
        {
            throw new FilterException(_text, Current.Start, Current.Length, $"The query nests deeper than {MaxDepth} levels.");
        }
    }

    private FilterToken Next() => _tokens[_at++];

    private bool Accept(string word)
    {
        var found = Current.IsWord(word);
        _at += found ? 1 : 0;
        return found;
    }

    private bool AcceptSymbol(string symbol)
    {
        var found = Current.IsSymbol(symbol);
        _at += found ? 1 : 0;
        return found;
    }

    private void Expect(string symbol)
    {
        if (!AcceptSymbol(symbol))
        {
            throw Unexpected($"'{symbol}'");
        }
    }

    private void ExpectEnd(string expected)
    {
        if (Current.Kind != TokenKind.End)
        {
            throw Unexpected(expected, ["AND", "OR", "IN", "NOT", "LIKE", "ILIKE", "RLIKE", "BETWEEN", "IS", "ORDER", "LIMIT", "ASC", "DESC"]);
        }
    }

    private FilterException Unexpected(string expected, string[]? words = null)
    {
        var token = Current;
        var found = token.Kind == TokenKind.End ? "the query ends" : $"'{_text.Substring(token.Start, token.Length)}' was found";
        var suggestion = words is not null && token is { Kind: TokenKind.Word, Key: null } ? Nearest.To(token.Text, words) : null;
        return new FilterException(_text, token.Start, token.Length, $"Expected {expected}, but {found}.", suggestion);
    }
}
