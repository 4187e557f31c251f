using ModelTracking.Reading.Filters;

namespace ModelTracking.Reading.Evaluation;

/// <summary>Comparing and computing with cells.</summary>
internal static class CellMath
{
    public static Truth Compare(in Cell left, CompareOperator comparison, in Cell right)
    {
        if (left.IsMissing || right.IsMissing)
        {
            return Truth.Unknown;
        }

        if (left.Kind == CellKind.Text && right.Kind == CellKind.Text)
        {
            return Decide(string.CompareOrdinal(left.ToText(), right.ToText()), comparison);
        }

        if (left.Kind == CellKind.Time || right.Kind == CellKind.Time)
        {
            return CompareTimes(left, comparison, right);
        }

        if (left.Kind == CellKind.Boolean || right.Kind == CellKind.Boolean)
        {
            return left.TryBoolean(out var l) && right.TryBoolean(out var r) ? Decide(l.CompareTo(r), comparison) : Truth.Unknown;
        }

        if (left.TryNumber(out var a) && right.TryNumber(out var b))
        {
            return Decide(a, comparison, b);
        }

        // A number against a text that is none: with a number written in the query there is nothing to compare.
        return Truth.Unknown;
    }

    public static Truth Decide(double left, CompareOperator comparison, double right) => Of(comparison switch
    {
        CompareOperator.Equal => left == right,
        CompareOperator.NotEqual => left != right,
        CompareOperator.Less => left < right,
        CompareOperator.LessOrEqual => left <= right,
        CompareOperator.Greater => left > right,
        _ => left >= right,
    });

    public static Truth Of(bool value) => value ? Truth.True : Truth.False;

    public static Truth Not(Truth truth) => Truth.True - (byte)truth;

    public static Cell Negate(in Cell cell) => cell.Kind == CellKind.Duration ? Cell.Duration(-cell.Number)
        : cell.TryNumber(out var number) ? Cell.Of(-number)
        : default;

    public static Cell Calculate(in Cell left, ArithmeticOperator symbol, in Cell right)
    {
        if (left.IsMissing || right.IsMissing)
        {
            return default;
        }

        return (left.Kind, right.Kind) switch
        {
            (CellKind.Time, CellKind.Time) => Cell.Duration((left.Number - right.Number) / 1e6),
            (CellKind.Time, _) when right.TryNumber(out var seconds) => Cell.Time(Calculate(left.Number, symbol, seconds * 1e6)),
            (_, CellKind.Time) when left.TryNumber(out var seconds) => Cell.Time(Calculate(seconds * 1e6, symbol, right.Number)),
            (CellKind.Duration, CellKind.Duration) when symbol == ArithmeticOperator.Divide => Cell.Of(left.Number / right.Number),
            (CellKind.Duration, _) when right.TryNumber(out var number) => Cell.Duration(Calculate(left.Number, symbol, number)),
            (_, CellKind.Duration) when left.TryNumber(out var number) => Cell.Duration(Calculate(number, symbol, right.Number)),
            _ when left.TryNumber(out var a) && right.TryNumber(out var b) => Cell.Of(Calculate(a, symbol, b)),
            _ => default,
        };
    }

    private static double Calculate(double left, ArithmeticOperator symbol, double right) => symbol switch
    {
        ArithmeticOperator.Add => left + right,
        ArithmeticOperator.Subtract => left - right,
        ArithmeticOperator.Multiply => left * right,
        ArithmeticOperator.Divide => left / right,
        _ => left % right,
    };

    // A number beside a time is MLflow's: milliseconds, which our microseconds are cut to.
    private static Truth CompareTimes(in Cell left, CompareOperator comparison, in Cell right)
    {
        if (left.TryTime(out var l) && right.TryTime(out var r))
        {
            return Decide(l, comparison, r);
        }

        return left.Kind == CellKind.Time && right.TryNumber(out var number) ? Decide(Math.Floor(left.Number / 1000), comparison, number)
            : right.Kind == CellKind.Time && left.TryNumber(out number) ? Decide(number, comparison, Math.Floor(right.Number / 1000))
            : Truth.Unknown;
    }

    private static Truth Decide(int order, CompareOperator comparison) => Decide(order, comparison, 0.0);
}
