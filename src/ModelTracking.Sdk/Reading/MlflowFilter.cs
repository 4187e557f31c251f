using System.Globalization;
using ModelTracking.Reading.Filters;

namespace ModelTracking.Reading;

/// <summary>
/// What of a condition can be sent to an MLflow server: the parts joined by AND that MLflow's language has. They leave
/// out no run that the whole condition would keep, so the whole condition is asked again of what comes back.
/// </summary>
/// <param name="Text">The filter for the server; empty where nothing can be sent.</param>
/// <param name="Rest">The parts that are decided locally; null where the server decides everything.</param>
public sealed record MlflowFilter(string Text, RunFilter? Rest)
{
    /// <summary>Splits a condition; null stands for all runs.</summary>
    public static MlflowFilter Of(RunFilter? filter)
    {
        var sent = new List<string>();
        RunFilter? rest = null;
        foreach (var part in filter is null ? [] : Parts(filter))
        {
            if (Clause(part) is { } clause)
            {
                sent.Add(clause);
            }
            else
            {
                rest = rest is null ? part : rest & part;
            }
        }

        return new MlflowFilter(string.Join(" AND ", sent), rest);
    }

    private static IEnumerable<RunFilter> Parts(RunFilter filter) => filter switch
    {
        AndFilter and => Parts(and.Left).Concat(Parts(and.Right)),
        BetweenFilter { IsNegated: false } between =>
        [
            new CompareFilter(between.Value, CompareOperator.GreaterOrEqual, between.Low),
            new CompareFilter(between.Value, CompareOperator.LessOrEqual, between.High),
        ],
        _ => [filter],
    };

    private static string? Clause(RunFilter part) => part switch
    {
        CompareFilter compare => Comparison(compare),
        PatternFilter { IsNegated: false, Kind: not PatternKind.RLike } pattern when TextField(pattern.Value) is { } name && IsSafePattern(pattern.Pattern) =>
            $"{name} {pattern.Kind.ToString().ToUpperInvariant()} '{pattern.Pattern}'",
        InFilter { Value: AttributeValue { Attribute: RunProperty.Id } or FieldValue { Kind: FieldKind.Dataset } } within when within.Items.All(IsSafeText) =>
            $"{TextField(within.Value)}{(within.IsNegated ? " NOT" : "")} IN ({string.Join(", ", within.Items.Select(i => $"'{((TextLiteral)i).Value}'"))})",
        _ => null,
    };

    private static string? Comparison(CompareFilter compare)
    {
        var symbol = FilterPrinter.Symbol(compare.Operator);
        return (compare.Left, compare.Right) switch
        {
            (MetricValue { Aggregate: MetricAggregate.Last } metric, NumberLiteral number) when double.IsFinite(number.Value) && metric.Metric.Context.IsNone && Key(metric.Metric.Name) is { } key =>
                $"metrics.{key} {symbol} {number.Value.ToString("R", CultureInfo.InvariantCulture)}",
            (AttributeValue { Attribute: RunProperty.StartTime or RunProperty.EndTime } time, NumberLiteral number) when double.IsInteger(number.Value) =>
                $"attributes.{FieldNames.Of(time.Attribute)} {symbol} {number.Value.ToString("F0", CultureInfo.InvariantCulture)}",
            (var value, TextLiteral text) when compare.Operator is CompareOperator.Equal or CompareOperator.NotEqual && IsSafeText(text) && TextField(value) is { } name =>
                Equality(value, name, symbol, text.Value),
            _ => null,
        };
    }

    private static string? Equality(RunValue value, string name, string symbol, string text)
    {
        if (value is not AttributeValue { Attribute: RunProperty.Status })
        {
            return $"{name} {symbol} '{text}'";
        }

        // A crashed run is one that MLflow believes to be running.
        return text.ToUpperInvariant() is "FINISHED" or "FAILED" or "KILLED" && symbol == "=" ? $"{name} = '{text.ToUpperInvariant()}'" : null;
    }

    private static string? TextField(RunValue value) => value switch
    {
        FieldValue { Kind: FieldKind.Param } param when Key(param.Key) is { } key => $"params.{key}",
        FieldValue { Kind: FieldKind.Tag } tag when Key(tag.Key) is { } key => $"tags.{key}",
        FieldValue { Kind: FieldKind.Dataset } dataset => $"datasets.{dataset.Key}",
        AttributeValue { Attribute: RunProperty.Id or RunProperty.Name or RunProperty.Status } attribute => $"attributes.{FieldNames.Of(attribute.Attribute)}",
        _ => null,
    };

    private static string? Key(string key) => key.IndexOfAny(['`', '"', '\'', '\\']) >= 0 || key.Any(char.IsControl) ? null : FilterPrinter.Key(key);

    private static bool IsSafeText(RunValue value) => value is TextLiteral text && text.Value.IndexOfAny(['\'', '"', '\\', '`']) < 0 && !text.Value.Any(char.IsControl);

    // A file store makes a regular expression of the pattern without regard to what else means something there.
    private static bool IsSafePattern(string pattern) => pattern.All(c => char.IsLetterOrDigit(c) || c is '%' or '_' or '-' or '/' or ' ' or ':' or '.');
}
