using ModelTracking.Reading.Evaluation;
using ModelTracking.Reading.Filters;

namespace ModelTracking.Reading.Comparing;

/// <summary>Works on trees in which <c>baseline</c> stands.</summary>
internal static class BaselineTree
{
    /// <summary>Says of each bare <c>baseline</c> which field it means: the one it is compared with, else the one beside it.</summary>
    public static RunFilter Resolve(RunFilter filter, string text) => filter switch
    {
        AndFilter and => new AndFilter(Resolve(and.Left, text), Resolve(and.Right, text)),
        OrFilter or => new OrFilter(Resolve(or.Left, text), Resolve(or.Right, text)),
        NotFilter not => new NotFilter(Resolve(not.Inner, text)),
        CompareFilter compare => new CompareFilter(Resolve(compare.Left, FieldOf(compare.Right) ?? FieldOf(compare.Left), text), compare.Operator, Resolve(compare.Right, FieldOf(compare.Left) ?? FieldOf(compare.Right), text)),
        BetweenFilter between => between with { Low = Resolve(between.Low, FieldOf(between.Value), text), High = Resolve(between.High, FieldOf(between.Value), text) },
        InFilter within => within with { Items = [.. within.Items.Select(i => Resolve(i, FieldOf(within.Value), text))] },
        _ => filter,
    };

    /// <summary>The values that are asked of the baseline, each once.</summary>
    public static IReadOnlyList<RunValue> AskedOfBaseline(RunFilter filter) =>
        [.. QueryTree.Values(filter).OfType<BaselineValue>().Select(b => b.Of!).Distinct()];

    /// <summary>Puts the baseline's values in; what it does not have is unknown in every comparison.</summary>
    public static RunFilter Fill(RunFilter filter, Func<RunValue, RunValue?> read)
    {
        return Fill(filter);

        RunFilter Fill(RunFilter part) => part switch
        {
            AndFilter and => new AndFilter(Fill(and.Left), Fill(and.Right)),
            OrFilter or => new OrFilter(Fill(or.Left), Fill(or.Right)),
            NotFilter not => new NotFilter(Fill(not.Inner)),
            CompareFilter compare => new CompareFilter(Value(compare.Left), compare.Operator, Value(compare.Right)),
            BetweenFilter between => between with { Low = Value(between.Low), High = Value(between.High) },
            InFilter within => within with { Items = [.. within.Items.Select(Value)] },
            _ => part,
        };

        RunValue Value(RunValue value) => value switch
        {
            BaselineValue baseline => read(baseline.Of!) ?? Missing,
            ArithmeticValue sum => sum with { Left = Value(sum.Left), Right = Value(sum.Right) },
            NegateValue negative => new NegateValue(Value(negative.Inner)),
            _ => value,
        };
    }

    // A key that no tag can have.
    private static RunValue Missing { get; } = new FieldValue(FieldKind.Tag, "\0");

    private static RunValue Resolve(RunValue value, RunValue? field, string text) => value switch
    {
        BaselineValue { Of: null } => new BaselineValue(field ?? throw new FilterException(
            text, 0, text.Length, "'baseline' stands for the field that it is compared with, and there is none. Write baseline(metrics.accuracy) to name it.")),
        ArithmeticValue sum => sum with { Left = Resolve(sum.Left, field, text), Right = Resolve(sum.Right, field, text) },
        NegateValue negative => new NegateValue(Resolve(negative.Inner, field, text)),
        _ => value,
    };

    private static RunValue? FieldOf(RunValue value) =>
        QueryTree.Values(value).FirstOrDefault(v => v is MetricValue or MetricAtStep or MetricAtBest or FieldValue or AttributeValue);
}
