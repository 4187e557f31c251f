using System.Globalization;
using System.Text;
using ModelTracking.Records;

namespace ModelTracking.Reading.Filters;

/// <summary>Writes trees as text that parses back to the same tree, with no more parentheses than that takes.</summary>
internal static class FilterPrinter
{
    private enum Level
    {
        Or,
        And,
        Not,
        Test,
        Sum,
        Product,
        Unary,
        Primary,
    }

    public static string Print(RunFilter filter)
    {
        var text = new StringBuilder();
        Write(text, filter, Level.Or);
        return text.ToString();
    }

    public static string Print(RunValue value)
    {
        var text = new StringBuilder();
        Write(text, value, Level.Sum);
        return text.ToString();
    }

    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A key as it stands after a prefix and a dot.</summary>
    public static string Key(string key) => IsPlain(key) ? key : $"`{key.Replace("`", "``", StringComparison.Ordinal)}`";

    public static string Name(MetricKey metric) => $"metrics.{Key(metric.Name)}{Context(metric.Context)}";

    public static string Symbol(CompareOperator comparison) => comparison switch
    {
        CompareOperator.Equal => "=",
        CompareOperator.NotEqual => "!=",
        CompareOperator.Less => "<",
        CompareOperator.LessOrEqual => "<=",
        CompareOperator.Greater => ">",
        _ => ">=",
    };

    private static void Write(StringBuilder text, RunFilter filter, Level least)
    {
        var level = filter switch { OrFilter => Level.Or, AndFilter => Level.And, NotFilter => Level.Not, _ => Level.Test };
        Open(text, level < least);
        switch (filter)
        {
            case OrFilter or:
                Write(text, or.Left, Level.Or);
                text.Append(" OR ");
                Write(text, or.Right, Level.And);
                break;
            case AndFilter and:
                Write(text, and.Left, Level.And);
                text.Append(" AND ");
                Write(text, and.Right, Level.Not);
                break;
            case NotFilter not:
                text.Append("NOT ");
                Write(text, not.Inner, Level.Not);
                break;
            default:
                WriteTest(text, filter);
                break;
        }

        Close(text, level < least);
    }

    private static void WriteTest(StringBuilder text, RunFilter filter)
    {
        switch (filter)
        {
            case CompareFilter compare:
                Write(text, compare.Left, Level.Sum);
                text.Append(' ').Append(Symbol(compare.Operator)).Append(' ');
                Write(text, compare.Right, Level.Sum);
                break;
            case InFilter within:
                Write(text, within.Value, Level.Sum);
                text.Append(within.IsNegated ? " NOT IN (" : " IN (");
                for (var i = 0; i < within.Items.Count; i++)
                {
                    text.Append(i == 0 ? "" : ", ");
                    Write(text, within.Items[i], Level.Sum);
                }

                text.Append(')');
                break;
            case BetweenFilter between:
                Write(text, between.Value, Level.Sum);
                text.Append(between.IsNegated ? " NOT BETWEEN " : " BETWEEN ");
                Write(text, between.Low, Level.Sum);
                text.Append(" AND ");
                Write(text, between.High, Level.Sum);
                break;
            case PatternFilter pattern:
                Write(text, pattern.Value, Level.Sum);
                text.Append(pattern.IsNegated ? " NOT " : " ").Append(pattern.Kind.ToString().ToUpperInvariant()).Append(' ').Append(Quote(pattern.Pattern));
                break;
            case MissingFilter missing:
                Write(text, missing.Value, Level.Sum);
                text.Append(missing.IsNegated ? " IS NOT NULL" : " IS NULL");
                break;
            case NanFilter nan:
                Write(text, nan.Value, Level.Sum);
                text.Append(nan.IsNegated ? " IS NOT NAN" : " IS NAN");
                break;
            case HasFilter has:
                text.Append(FieldNames.Of(has.Kind)).Append(" HAS ").Append(Quote(has.Key));
                break;
            case RelatedFilter related:
                text.Append(related.Relation == Relation.Child ? "ANY CHILD (" : "PARENT (");
                Write(text, related.Inner, Level.Or);
                text.Append(')');
                break;
        }
    }

    private static void Write(StringBuilder text, RunValue value, Level least)
    {
        var level = value switch
        {
            ArithmeticValue { Operator: ArithmeticOperator.Add or ArithmeticOperator.Subtract } => Level.Sum,
            ArithmeticValue => Level.Product,
            NegateValue => Level.Unary,
            _ => Level.Primary,
        };
        Open(text, level < least);
        switch (value)
        {
            case ArithmeticValue sum:
                Write(text, sum.Left, level);
                text.Append(' ').Append("+-*/%"[(int)sum.Operator]).Append(' ');
                Write(text, sum.Right, level + 1);
                break;
            case NegateValue { Inner: NumberLiteral or DurationLiteral } negative:
                // Without parentheses the sign would become part of the number.
                text.Append("-(");
                Write(text, negative.Inner, Level.Sum);
                text.Append(')');
                break;
            case NegateValue negative:
                text.Append('-');
                Write(text, negative.Inner, Level.Unary);
                break;
            default:
                text.Append(Primary(value));
                break;
        }

        Close(text, level < least);
    }

    private static string Primary(RunValue value) => value switch
    {
        NumberLiteral number => Number(number.Value),
        TextLiteral literal => Quote(literal.Value),
        BooleanLiteral boolean => boolean.Value ? "true" : "false",
        DurationLiteral duration => Duration(duration.Seconds),
        NowValue => "now",
        BaselineValue { Of: null } => "baseline",
        BaselineValue baseline => $"baseline({Print(baseline.Of)})",
        AttributeValue attribute => FieldNames.Of(attribute.Attribute),
        MetricValue { Aggregate: MetricAggregate.Last } metric => Name(metric.Metric),
        MetricValue metric => $"{FieldNames.Of(metric.Aggregate)}({Name(metric.Metric)})",
        MetricAtStep at => string.Create(CultureInfo.InvariantCulture, $"at({Name(at.Metric)}, {at.Step})"),
        MetricAtBest at => $"at_best({Name(at.Metric)}, {Name(at.Other)})",
        FieldValue field => $"{FieldNames.Of(field.Kind)}.{Key(field.Key)}",
        _ => throw new InvalidOperationException($"{value.GetType().Name} is no value of a query."),
    };

    private static string Number(double value) => double.IsNaN(value) ? "nan"
        : double.IsPositiveInfinity(value) ? "inf"
        : double.IsNegativeInfinity(value) ? "-inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Duration(double seconds)
    {
        foreach (var (unit, length) in new[] { ("d", 86400.0), ("h", 3600.0), ("m", 60.0) })
        {
            var count = seconds / length;
            if (count != 0 && count == Math.Truncate(count) && Math.Abs(count) < 1e6)
            {
                return Number(count) + unit;
            }
        }

        return Number(seconds) + "s";
    }

    private static string Context(MetricContext context)
    {
        if (context.IsNone)
        {
            return "";
        }

        var text = context.ToString();
        var isPlain = text.Split(',').All(part => part.Split('=') is { Length: <= 2 } pair && pair.All(IsWord));
        return isPlain ? $"[{text.Replace(",", ", ", StringComparison.Ordinal)}]" : $"[{Quote(text)}]";
    }

    private static bool IsPlain(string key) => key.Length > 0 && key.Split('.').All(part => part.Length > 0 && part.All(FilterLexer.ContinuesWord));

    private static bool IsWord(string part) => part.Length > 0 && FilterLexer.StartsWord(part[0]) && part.All(FilterLexer.ContinuesWord);

    private static void Open(StringBuilder text, bool needed) => text.Append(needed ? "(" : "");

    private static void Close(StringBuilder text, bool needed) => text.Append(needed ? ")" : "");
}
