using ModelTracking.Reading.Filters;

namespace ModelTracking.Reading.Evaluation;

/// <summary>Walks through trees.</summary>
internal static class QueryTree
{
    /// <summary>All values within a condition or value, itself included; not those of related runs' conditions.</summary>
    public static IEnumerable<RunValue> Values(object node)
    {
        IEnumerable<object> children = node switch
        {
            AndFilter and => [and.Left, and.Right],
            OrFilter or => [or.Left, or.Right],
            NotFilter not => [not.Inner],
            CompareFilter compare => [compare.Left, compare.Right],
            InFilter within => [within.Value, .. within.Items],
            BetweenFilter between => [between.Value, between.Low, between.High],
            PatternFilter pattern => [pattern.Value],
            MissingFilter missing => [missing.Value],
            NanFilter nan => [nan.Value],
            ArithmeticValue sum => [sum.Left, sum.Right],
            NegateValue negative => [negative.Inner],
            _ => [],
        };
        var below = children.SelectMany(Values);
        return node is RunValue value ? below.Prepend(value) : below;
    }

    /// <summary>Conditions on related runs, outermost first.</summary>
    public static IEnumerable<RelatedFilter> Related(RunFilter? filter) => filter switch
    {
        AndFilter and => Related(and.Left).Concat(Related(and.Right)),
        OrFilter or => Related(or.Left).Concat(Related(or.Right)),
        NotFilter not => Related(not.Inner),
        RelatedFilter related => [related],
        _ => [],
    };

    /// <summary>
    /// What has to hold, of those parts that need no points, for the condition to be true; null where that is nothing.
    /// </summary>
    public static RunFilter? WithoutPoints(RunFilter filter, bool negated = false)
    {
        switch (filter)
        {
            case NotFilter not:
                return WithoutPoints(not.Inner, !negated);
            case AndFilter and:
                return Join(WithoutPoints(and.Left, negated), WithoutPoints(and.Right, negated), both: !negated);
            case OrFilter or:
                return Join(WithoutPoints(or.Left, negated), WithoutPoints(or.Right, negated), both: negated);
            default:
                var needsPoints = Values(filter).Any(v => v is MetricAtStep or MetricAtBest);
                return needsPoints ? null : negated ? new NotFilter(filter) : filter;
        }
    }

    private static RunFilter? Join(RunFilter? left, RunFilter? right, bool both) =>
        both ? (left is null ? right : right is null ? left : new AndFilter(left, right))
        : left is null || right is null ? null : new OrFilter(left, right);
}
