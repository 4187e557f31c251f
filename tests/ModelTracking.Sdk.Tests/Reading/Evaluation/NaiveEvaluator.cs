using System.Globalization;
using System.Text.RegularExpressions;
using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Tests.Reading.Evaluation;

/// <summary>The slow way to decide about a run, written straight from the documentation: null stands for unknown.</summary>
internal static class NaiveEvaluator
{
    public static bool? Holds(RunFilter filter, RunSummary run)
    {
        switch (filter)
        {
            case AndFilter and:
                var (l, r) = (Holds(and.Left, run), Holds(and.Right, run));
                return l == false || r == false ? false : l is null || r is null ? null : true;
            case OrFilter or:
                (l, r) = (Holds(or.Left, run), Holds(or.Right, run));
                return l == true || r == true ? true : l is null || r is null ? null : false;
            case NotFilter not:
                return !Holds(not.Inner, run);
            case CompareFilter c:
                return Compare(c.Left, c.Operator, c.Right, run);
            case InFilter i:
                var any = i.Items.Select(x => Compare(i.Value, CompareOperator.Equal, x, run)).ToArray();
                bool? found = any.Contains(true) ? true : any.Contains(null) ? null : false;
                return i.IsNegated ? !found : found;
            case BetweenFilter b:
                var within = Holds(new AndFilter(
                    new CompareFilter(b.Value, CompareOperator.GreaterOrEqual, b.Low),
                    new CompareFilter(b.Value, CompareOperator.LessOrEqual, b.High)), run);
                return b.IsNegated ? !within : within;
            case PatternFilter p:
                return Value(p.Value, run) is { } text ? Matches(p, Text(text)) != p.IsNegated : null;
            case MissingFilter m:
                return Value(m.Value, run) is null != m.IsNegated;
            case NanFilter n:
                return Number(Value(n.Value, run)) is { } number ? double.IsNaN(number) != n.IsNegated : null;
            case HasFilter h:
                return h.Kind switch
                {
                    FieldKind.Metric => run.Metrics.Any(m => m.Key == h.Key),
                    FieldKind.Param => run.Params.Any(p => p.Key == h.Key),
                    _ => run.Tags.ContainsKey(h.Key),
                };
            default:
                throw new NotSupportedException();
        }
    }

    private static bool? Compare(RunValue left, CompareOperator comparison, RunValue right, RunSummary run)
    {
        var (a, b) = (Value(left, run), Value(right, run));
        if (a is null || b is null)
        {
            return null;
        }

        if (left is TextLiteral || right is TextLiteral)
        {
            return Decide(string.CompareOrdinal(Text(a), Text(b)), comparison, 0);
        }

        if (a is bool || b is bool)
        {
            return Boolean(a) is { } x && Boolean(b) is { } y ? Decide(x ? 1 : 0, comparison, y ? 1 : 0) : null;
        }

        if (Number(a) is { } i && Number(b) is { } j)
        {
            return Decide(i, comparison, j);
        }

        // Neither is written in the query: texts then, if not both are numbers.
        return left is FieldValue && right is FieldValue ? Decide(string.CompareOrdinal(Text(a), Text(b)), comparison, 0) : null;
    }

    private static bool Decide(double a, CompareOperator comparison, double b) => comparison switch
    {
        CompareOperator.Equal => a == b,
        CompareOperator.NotEqual => a != b,
        CompareOperator.Less => a < b,
        CompareOperator.LessOrEqual => a <= b,
        CompareOperator.Greater => a > b,
        _ => a >= b,
    };

    private static object? Value(RunValue value, RunSummary run) => value switch
    {
        NumberLiteral n => n.Value,
        TextLiteral t => t.Value,
        BooleanLiteral b => b.Value,
        FieldValue { Kind: FieldKind.Param } p => run.Params.FirstOrDefault(e => e.Key == p.Key)?.Value.ToObject() is var o && o is long l ? (double)l : o,
        FieldValue t => run.Tags.TryGetValue(t.Key, out var text) ? text : null,
        NegateValue n => -Number(Value(n.Inner, run)),
        ArithmeticValue s => Number(Value(s.Left, run)) is { } a && Number(Value(s.Right, run)) is { } b ? s.Operator switch
        {
            ArithmeticOperator.Add => a + b,
            ArithmeticOperator.Subtract => a - b,
            ArithmeticOperator.Multiply => a * b,
            ArithmeticOperator.Divide => a / b,
            _ => a % b,
        } : null,
        MetricValue m => run.Metrics.FirstOrDefault(s => s.MetricKey == m.Metric) is not { } s ? null : m.Aggregate switch
        {
            MetricAggregate.Last => s.Last,
            MetricAggregate.Min => s.Min,
            MetricAggregate.Max => s.Max,
            MetricAggregate.First => s.First,
            MetricAggregate.Avg => s.Mean,
            MetricAggregate.Best => s.Best,
            MetricAggregate.Count => (double)s.Count,
            MetricAggregate.LastStep => (double?)s.LastStep,
            MetricAggregate.MinStep => (double?)s.MinStep,
            MetricAggregate.MaxStep => (double?)s.MaxStep,
            _ => (double?)s.BestStep,
        },
        _ => throw new NotSupportedException(),
    };

    private static double? Number(object? value) => value switch
    {
        double d => d,
        string s when double.TryParse(s, NumberStyles.Float, CultureInfo.InvariantCulture, out var d) => d,
        _ => null,
    };

    private static bool? Boolean(object value) => value switch
    {
        bool b => b,
        string s when bool.TryParse(s, out var b) => b,
        _ => null,
    };

    private static string Text(object value) => value switch
    {
        bool b => b ? "true" : "false",
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        _ => (string)value,
    };

    private static bool Matches(PatternFilter filter, string text)
    {
        if (filter.Kind == PatternKind.RLike)
        {
            return Regex.IsMatch(text, filter.Pattern, RegexOptions.CultureInvariant);
        }

        var regex = "\\A" + Regex.Escape(filter.Pattern).Replace("%", ".*", StringComparison.Ordinal).Replace("_", ".", StringComparison.Ordinal) + "\\z";
        return Regex.IsMatch(text, regex, RegexOptions.Singleline | (filter.Kind == PatternKind.ILike ? RegexOptions.IgnoreCase | RegexOptions.CultureInvariant : 0));
    }
}
