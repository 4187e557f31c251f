using FsCheck;
using FsCheck.Fluent;
using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Tests.Reading.Filters;

/// <summary>Random trees that make sense, over few keys so that they meet the random runs.</summary>
public static class FilterArbitraries
{
    private static readonly string[] Keys = ["a", "b", "opt/name", "mlflow.parentRunId", "with space", "tick`", "quote'\"", "Größe", "and", "0.size"];
    private static readonly string[] Contexts = ["", "train", "fold=2,split=test", "odd text!"];
    private static readonly double[] Numbers = [0, -0.0, 1, -1, 0.5, 1e300, 1e-7, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1.0 / 3];
    private static readonly string[] Texts = ["adam", "1", "0.5", "it's", "", "50%_", "true", "Ärger 🙂", "x\ny"];

    private const int MaxDepth = 5;
    private static readonly Gen<RunFilter>[] Conditions = MakeConditions();

    public static Arbitrary<RunFilter> Filter() => Gen.Sized(size => Conditions[Math.Min(size / 10, MaxDepth)]).ToArbitrary();

    private static Gen<RunFilter>[] MakeConditions()
    {
        var conditions = new Gen<RunFilter>[MaxDepth + 1];
        conditions[0] = Test();
        for (var depth = 1; depth <= MaxDepth; depth++)
        {
            var below = conditions[depth - 1];
            conditions[depth] = Gen.OneOf(
                conditions[0],
                from left in below from right in below select left & right,
                from left in below from right in below select left | right,
                from inner in below select !inner);
        }

        return conditions;
    }

    private static Gen<RunFilter> Test() => Gen.OneOf(
        from left in Number(3) from comparison in Operator() from right in Number(3) select (RunFilter)new CompareFilter(left, comparison, right),
        from left in Key() from comparison in Operator() from right in Text() select (RunFilter)new CompareFilter(left, comparison, right),
        from value in Key() from items in Gen.ListOf(Text(), 3) from negated in Flag() select (RunFilter)new InFilter(value, [.. items], negated),
        from value in Number(2) from items in Gen.ListOf(Literal(), 2) from negated in Flag() select (RunFilter)new InFilter(value, [.. items], negated),
        from value in Number(2) from low in Literal() from high in Literal() from negated in Flag() select (RunFilter)new BetweenFilter(value, low, high, negated),
        from value in Key()
        from kind in Gen.Elements(PatternKind.Like, PatternKind.ILike)
        from pattern in Gen.Elements("a%", "%A_", "1", "%", "it's")
        from negated in Flag()
        select (RunFilter)new PatternFilter(value, kind, pattern, negated),
        from value in Key() from pattern in Gen.Elements("^a", "[0-9]+", "m$") select (RunFilter)new PatternFilter(value, PatternKind.RLike, pattern),
        from value in Number(2) from negated in Flag() select (RunFilter)new MissingFilter(value, negated),
        from value in Number(1) from negated in Flag() select (RunFilter)new NanFilter(value, negated),
        from key in Gen.Elements(Keys) from kind in Gen.Elements(FieldKind.Metric, FieldKind.Param, FieldKind.Tag) select (RunFilter)new HasFilter(kind, key),
        from comparison in Gen.Elements(CompareOperator.Equal, CompareOperator.NotEqual) from value in Flag() select (RunFilter)new CompareFilter(Field.Param("b"), comparison, value));

    private static Gen<RunValue> Number(int depth) => depth == 0 ? Leaf() : Gen.OneOf(
        Leaf(),
        Leaf(),
        from left in Number(depth - 1)
        from symbol in Gen.Elements(Enum.GetValues<ArithmeticOperator>())
        from right in Number(depth - 1)
        select (RunValue)new ArithmeticValue(left, symbol, right),
        from inner in Number(depth - 1) select -inner);

    private static Gen<RunValue> Leaf() => Gen.OneOf(
        Literal(),
        from key in Gen.Elements(Keys)
        from context in Gen.Elements(Contexts)
        from aggregate in Gen.Elements(Enum.GetValues<MetricAggregate>())
        select (RunValue)new MetricValue(new MetricKey(key, context), aggregate),
        from key in Gen.Elements(Keys) select Field.Param(key));

    private static Gen<RunValue> Key() => from key in Gen.Elements(Keys) from isTag in Flag() select isTag ? Field.Tag(key) : Field.Param(key);

    private static Gen<RunValue> Literal() => Gen.Elements(Numbers).Select(n => (RunValue)n);

    private static Gen<RunValue> Text() => Gen.Elements(Texts).Select(t => (RunValue)t);

    private static Gen<bool> Flag() => Gen.Elements(true, false);

    private static Gen<CompareOperator> Operator() => Gen.Elements(Enum.GetValues<CompareOperator>());
}
