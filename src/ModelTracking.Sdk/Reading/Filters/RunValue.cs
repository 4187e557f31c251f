using System.Globalization;

namespace ModelTracking.Reading.Filters;

/// <summary>
/// A value of a run, or computed from such: the operand of a condition, a sort key, a column. Immutable. Comparison
/// operators give a <see cref="RunFilter"/>; for equality use <see cref="Is"/> and <see cref="IsNot"/>, since <c>==</c>
/// compares trees.
/// </summary>
public abstract record RunValue
{
    private protected RunValue()
    {
    }

    /// <summary>A number.</summary>
    public static implicit operator RunValue(double value) => new NumberLiteral(value);

    /// <summary>A text; also a date where it is compared with a time.</summary>
    public static implicit operator RunValue(string value) => new TextLiteral(value);

    /// <summary>True or false.</summary>
    public static implicit operator RunValue(bool value) => new BooleanLiteral(value);

    /// <summary>A moment.</summary>
    public static implicit operator RunValue(DateTimeOffset value) =>
        new TextLiteral(value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture));

    /// <summary>A length of time.</summary>
    public static implicit operator RunValue(TimeSpan value) => new DurationLiteral(value.TotalSeconds);

    /// <summary>See the conversion operators.</summary>
    public static RunValue ToRunValue(double value) => value;

    /// <summary>Less.</summary>
    public static RunFilter operator <(RunValue left, RunValue right) => new CompareFilter(left, CompareOperator.Less, right);

    /// <summary>Greater.</summary>
    public static RunFilter operator >(RunValue left, RunValue right) => new CompareFilter(left, CompareOperator.Greater, right);

    /// <summary>Less or equal.</summary>
    public static RunFilter operator <=(RunValue left, RunValue right) => new CompareFilter(left, CompareOperator.LessOrEqual, right);

    /// <summary>Greater or equal.</summary>
    public static RunFilter operator >=(RunValue left, RunValue right) => new CompareFilter(left, CompareOperator.GreaterOrEqual, right);

    /// <summary>Sum.</summary>
    public static RunValue operator +(RunValue left, RunValue right) => new ArithmeticValue(left, ArithmeticOperator.Add, right);

    /// <summary>Difference.</summary>
    public static RunValue operator -(RunValue left, RunValue right) => new ArithmeticValue(left, ArithmeticOperator.Subtract, right);

    /// <summary>Product.</summary>
    public static RunValue operator *(RunValue left, RunValue right) => new ArithmeticValue(left, ArithmeticOperator.Multiply, right);

    /// <summary>Quotient, by the rules of floating-point numbers.</summary>
    public static RunValue operator /(RunValue left, RunValue right) => new ArithmeticValue(left, ArithmeticOperator.Divide, right);

    /// <summary>Remainder, by the rules of floating-point numbers.</summary>
    public static RunValue operator %(RunValue left, RunValue right) => new ArithmeticValue(left, ArithmeticOperator.Remainder, right);

    /// <summary>The negative.</summary>
    public static RunValue operator -(RunValue value) => new NegateValue(value);

    /// <summary>See the operator.</summary>
    public static RunValue Add(RunValue left, RunValue right) => left + right;

    /// <summary>See the operator.</summary>
    public static RunValue Subtract(RunValue left, RunValue right) => left - right;

    /// <summary>See the operator.</summary>
    public static RunValue Multiply(RunValue left, RunValue right) => left * right;

    /// <summary>See the operator.</summary>
    public static RunValue Divide(RunValue left, RunValue right) => left / right;

    /// <summary>See the operator.</summary>
    public static RunValue Remainder(RunValue left, RunValue right) => left % right;

    /// <summary>See the operator.</summary>
    public static RunValue Negate(RunValue value) => -value;

    /// <summary>Equal.</summary>
    public RunFilter Is(RunValue other) => new CompareFilter(this, CompareOperator.Equal, other);

    /// <summary>Not equal; unknown where one is missing.</summary>
    public RunFilter IsNot(RunValue other) => new CompareFilter(this, CompareOperator.NotEqual, other);

    /// <summary>Equal to one of several.</summary>
    public RunFilter In(params RunValue[] items) => new InFilter(this, items);

    /// <summary>Equal to none of several; unknown where it is missing.</summary>
    public RunFilter NotIn(params RunValue[] items) => new InFilter(this, items, IsNegated: true);

    /// <summary>In a range, both ends included.</summary>
    public RunFilter Between(RunValue low, RunValue high) => new BetweenFilter(this, low, high);

    /// <summary>Has a form: <c>%</c> stands for any text, <c>_</c> for one character.</summary>
    public RunFilter Like(string pattern) => new PatternFilter(this, PatternKind.Like, pattern);

    /// <summary>As <see cref="Like"/>, with upper and lower case alike.</summary>
    public RunFilter ILike(string pattern) => new PatternFilter(this, PatternKind.ILike, pattern);

    /// <summary>A regular expression is found in it.</summary>
    public RunFilter RLike(string pattern) => new PatternFilter(this, PatternKind.RLike, pattern);

    /// <summary>The run does not have it.</summary>
    public RunFilter IsNull() => new MissingFilter(this);

    /// <summary>The run has it.</summary>
    public RunFilter IsNotNull() => new MissingFilter(this, IsNegated: true);

    /// <summary>It is not a number (NaN).</summary>
    public RunFilter IsNan() => new NanFilter(this);

    /// <summary>Reads a value such as <c>metrics.f1 / params.cost</c>.</summary>
    /// <exception cref="FilterException">The text is no value.</exception>
    public static RunValue Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new FilterParser(text).ParseValue();
    }

    /// <summary>The value as text that parses back to the same tree.</summary>
    public sealed override string ToString() => FilterPrinter.Print(this);
}
