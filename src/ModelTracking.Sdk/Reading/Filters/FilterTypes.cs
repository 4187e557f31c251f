using System.Globalization;

namespace ModelTracking.Reading.Filters;

/// <summary>Finds conditions that can never make sense.</summary>
internal static class FilterTypes
{
    private static readonly string[] DateFormats =
    [
        "yyyy-MM-dd", "yyyy-MM", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mmK", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss",
        "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    public static bool TryDate(string text, out DateTimeOffset date) =>
        DateTimeOffset.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out date);

    public static FilterType Of(RunValue value) => value switch
    {
        NumberLiteral or MetricValue or MetricAtStep or MetricAtBest => FilterType.Number,
        TextLiteral => FilterType.Text,
        BooleanLiteral => FilterType.Boolean,
        DurationLiteral => FilterType.Duration,
        NowValue => FilterType.Time,
        BaselineValue { Of: { } of } => Of(of),
        AttributeValue { Attribute: RunProperty.StartTime or RunProperty.EndTime or RunProperty.LastActivity } => FilterType.Time,
        AttributeValue { Attribute: RunProperty.Duration } => FilterType.Duration,
        AttributeValue or FieldValue { Kind: FieldKind.Dataset } => FilterType.Text,
        FieldValue => FilterType.Any,
        NegateValue negative => Of(negative.Inner) == FilterType.Duration ? FilterType.Duration : FilterType.Number,
        ArithmeticValue sum => Of(sum),
        _ => FilterType.Any,
    };

    /// <summary>The first part of a tree that cannot be right, and why; null where all is well.</summary>
    public static (object Node, string Message)? Problem(object node) => node switch
    {
        AndFilter and => Problem(and.Left) ?? Problem(and.Right),
        OrFilter or => Problem(or.Left) ?? Problem(or.Right),
        NotFilter not => Problem(not.Inner),
        RelatedFilter related => Problem(related.Inner),
        CompareFilter compare => Problem(compare.Left) ?? Problem(compare.Right) ?? Comparison(compare.Left, compare.Operator, compare.Right),
        InFilter within => Problem(within.Value) ?? within.Items.Select(i => Problem(i) ?? Comparison(within.Value, CompareOperator.Equal, i)).FirstOrDefault(p => p is not null),
        BetweenFilter between => Problem(between.Value) ?? Problem(between.Low) ?? Problem(between.High)
            ?? Comparison(between.Value, CompareOperator.GreaterOrEqual, between.Low) ?? Comparison(between.Value, CompareOperator.LessOrEqual, between.High),
        PatternFilter pattern => Problem(pattern.Value) ?? Pattern(pattern),
        MissingFilter missing => Problem(missing.Value),
        NanFilter nan => Problem(nan.Value) ?? (Of(nan.Value) is FilterType.Any or FilterType.Number ? null : (nan.Value, $"{nan.Value} is no number, so it cannot be NAN.")),
        ArithmeticValue sum => Problem(sum.Left) ?? Problem(sum.Right) ?? Arithmetic(sum),
        NegateValue negative => Problem(negative.Inner) ?? (Of(negative.Inner) is FilterType.Any or FilterType.Number or FilterType.Duration
            ? null
            : (negative, $"{negative.Inner} is {Word(Of(negative.Inner))} and has no negative.")),
        _ => null,
    };

    private static FilterType Of(ArithmeticValue sum) => (Of(sum.Left), sum.Operator, Of(sum.Right)) switch
    {
        (FilterType.Time, ArithmeticOperator.Subtract, FilterType.Time) => FilterType.Duration,
        (FilterType.Time, _, _) or (_, _, FilterType.Time) => FilterType.Time,
        (FilterType.Duration, ArithmeticOperator.Divide, FilterType.Duration) => FilterType.Number,
        (FilterType.Duration, _, _) or (_, _, FilterType.Duration) => FilterType.Duration,
        _ => FilterType.Number,
    };

    private static (object, string)? Arithmetic(ArithmeticValue sum)
    {
        var (left, right) = (Of(sum.Left), Of(sum.Right));
        var fits = (Plain(left), sum.Operator, Plain(right)) switch
        {
            (FilterType.Number, _, FilterType.Number) => true,
            (FilterType.Time, ArithmeticOperator.Add or ArithmeticOperator.Subtract, FilterType.Duration) => true,
            (FilterType.Time, ArithmeticOperator.Subtract, FilterType.Time) => true,
            (FilterType.Duration, ArithmeticOperator.Add, FilterType.Time) => true,
            (FilterType.Duration, ArithmeticOperator.Add or ArithmeticOperator.Subtract or ArithmeticOperator.Divide, FilterType.Duration) => true,
            (FilterType.Duration, ArithmeticOperator.Multiply or ArithmeticOperator.Divide, FilterType.Number) => true,
            (FilterType.Number, ArithmeticOperator.Multiply, FilterType.Duration) => true,
            _ => false,
        };
        return fits ? null : (sum, $"{Word(left)} and {Word(right)} cannot be combined with '{"+-*/%"[(int)sum.Operator]}'. Write a length of time as 90s, 15m, 2h or 7d.");
    }

    private static FilterType Plain(FilterType type) => type == FilterType.Any ? FilterType.Number : type;

    private static (object, string)? Comparison(RunValue left, CompareOperator comparison, RunValue right)
    {
        var (l, r) = (Of(left), Of(right));
        if (l == FilterType.Boolean || r == FilterType.Boolean)
        {
            return comparison is not (CompareOperator.Equal or CompareOperator.NotEqual) ? (right, "true and false have no order: use = or !=.")
                : Matches(l, r, FilterType.Boolean) ? null : (right, Differ(left, l, r));
        }

        return (l, r) switch
        {
            (FilterType.Time, FilterType.Text) => Date(right),
            (FilterType.Text, FilterType.Time) => Date(left),
            (FilterType.Time, FilterType.Duration) or (FilterType.Duration, FilterType.Time) => (right, "A time is not a length of time. Write now - 7d for seven days ago."),
            (FilterType.Number, FilterType.Text) when right is TextLiteral => (right, $"{left} is a number, and {right} is a text. Write a number, without quotes."),
            (FilterType.Text, FilterType.Number) when left is not TextLiteral && right is NumberLiteral => (right, $"{left} is a text: put {right} in single quotes."),
            (FilterType.Duration, FilterType.Text) => (right, $"{left} is a length of time. Write it without quotes, as in 90s, 15m, 2h or 7d."),
            _ => l == r || l == FilterType.Any || r == FilterType.Any || (IsNumeric(l) && IsNumeric(r)) ? null : (right, Differ(left, l, r)),
        };
    }

    private static bool Matches(FilterType left, FilterType right, FilterType type) => (left == type || left == FilterType.Any) && (right == type || right == FilterType.Any);

    private static bool IsNumeric(FilterType type) => type is FilterType.Number or FilterType.Time or FilterType.Duration;

    private static (object, string)? Date(RunValue value) => value is TextLiteral text && TryDate(text.Value, out _)
        ? null
        : (value, $"{value} is no date. Write '2026-01-31', '2026-01-31T12:00', now - 7d, or milliseconds since 1970.");

    private static (object, string)? Pattern(PatternFilter pattern)
    {
        if (Of(pattern.Value) is not (FilterType.Any or FilterType.Text))
        {
            return (pattern.Value, $"{pattern.Value} is {Word(Of(pattern.Value))}: {pattern.Kind.ToString().ToUpperInvariant()} works on texts.");
        }

        return pattern.Kind == PatternKind.RLike && LinearRegex.Problem(pattern.Pattern) is { } problem ? (pattern, problem) : null;
    }

    private static string Differ(RunValue left, FilterType l, FilterType r) => $"{left} is {Word(l)} and is compared with {Word(r)}.";

    private static string Word(FilterType type) => type switch
    {
        FilterType.Number or FilterType.Any => "a number",
        FilterType.Text => "a text",
        FilterType.Boolean => "true or false",
        FilterType.Time => "a time",
        _ => "a length of time",
    };
}
