using System.Globalization;
using System.Linq.Expressions;
using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Reading.Linq;

/// <summary>Turns the parts of a lambda that stand for values into values of a query.</summary>
internal sealed class LinqValues(ParameterExpression run)
{
    /// <summary>The value that an expression stands for.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="beside">What it is compared with: tells the status apart from the number that the compiler makes of it.</param>
    public RunValue Of(Expression expression, Expression? beside = null)
    {
        if (LocalValues.IsLocal(expression, run))
        {
            return Literal(LocalValues.Of(expression), beside);
        }

        return expression switch
        {
            UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } cast => Of(cast.Operand),
            UnaryExpression { NodeType: ExpressionType.Negate or ExpressionType.NegateChecked } negative => -Of(negative.Operand),
            BinaryExpression sum when Operator(sum.NodeType) is { } symbol => new ArithmeticValue(Of(sum.Left), symbol, Of(sum.Right)),
            MemberExpression { Member.Name: "Value" } member when Nullable.GetUnderlyingType(member.Expression!.Type) is not null => Of(member.Expression),
            MemberExpression member when member.Member.DeclaringType == typeof(IQueriedRun) => Attribute(member),
            MemberExpression member when member.Member.DeclaringType == typeof(IQueriedMetric) => new MetricValue(Metric(member.Expression!), Enum.Parse<MetricAggregate>(member.Member.Name)),
            MethodCallExpression call when call.Method.DeclaringType == typeof(IQueriedMetric) => OfMetric(call),
            MethodCallExpression call when call.Method.DeclaringType == typeof(IQueriedRun) => OfRun(call),
            _ => throw CannotSay(expression, "Use the run's own members, comparisons, arithmetic, StartsWith, EndsWith, Contains, Regex.IsMatch and double.IsNaN, or filter the runs after they were read."),
        };
    }

    /// <summary>A value from outside the query.</summary>
    public static RunValue Literal(object? value, Expression? beside)
    {
        if (beside is not null && IsStatus(beside) && value is int or RunStatus)
        {
            return new TextLiteral(((RunStatus)value).ToString().ToUpperInvariant());
        }

        return value switch
        {
            string text => text,
            char letter => letter.ToString(),
            bool boolean => boolean,
            DateTimeOffset time => time,
            DateTime time => new DateTimeOffset(time),
            TimeSpan span => span,
            RunId id => id.ToString(),
            Enum name => name.ToString(),
            null => throw new NotSupportedException("A query compares with null by == and != alone."),
            IConvertible number => Convert.ToDouble(number, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
    }

    /// <summary>The text that a call is about.</summary>
    public static string Text(MethodCallExpression call) => LocalValues.Of(call.Arguments[0]) as string
        ?? throw CannotSay(call, "A key must be a text that does not depend on the run.");

    public static Expression WithoutCast(Expression expression) => expression switch
    {
        UnaryExpression { NodeType: ExpressionType.Convert } cast => cast.Operand,
        // Arrays are looked into as spans, which cannot be held.
        MethodCallExpression { Method.Name: "op_Implicit" } call => WithoutCast(call.Arguments[0]),
        _ => expression,
    };

    public static NotSupportedException CannotSay(Expression expression, string remedy) => new($"A query cannot say '{expression}'. {remedy}");

    private static bool IsStatus(Expression expression) => WithoutCast(expression) is MemberExpression { Member.Name: nameof(IQueriedRun.Status) } member && member.Member.DeclaringType == typeof(IQueriedRun);

    private static ArithmeticOperator? Operator(ExpressionType type) => type switch
    {
        ExpressionType.Add or ExpressionType.AddChecked => ArithmeticOperator.Add,
        ExpressionType.Subtract or ExpressionType.SubtractChecked => ArithmeticOperator.Subtract,
        ExpressionType.Multiply or ExpressionType.MultiplyChecked => ArithmeticOperator.Multiply,
        ExpressionType.Divide => ArithmeticOperator.Divide,
        ExpressionType.Modulo => ArithmeticOperator.Remainder,
        _ => null,
    };

    private static AttributeValue Attribute(MemberExpression member) => new(Enum.Parse<RunProperty>(member.Member.Name));

    private static MetricKey Metric(Expression expression) => expression is MethodCallExpression { Method.Name: nameof(IQueriedRun.Metric) } call
        ? new MetricKey(Text(call), call.Arguments.Count > 1 ? MetricContext.FromString((string?)LocalValues.Of(call.Arguments[1]) ?? "") : default)
        : throw CannotSay(expression, "Write the metric in its place, as in r.Metric(\"loss\").Min.");

    private static RunValue OfMetric(MethodCallExpression call) => call.Method.Name == nameof(IQueriedMetric.At)
        ? new MetricAtStep(Metric(call.Object!), (long)LocalValues.Of(call.Arguments[0])!)
        : new MetricAtBest(Metric(call.Object!), Text(call));

    private static RunValue OfRun(MethodCallExpression call) => call.Method.Name switch
    {
        nameof(IQueriedRun.Param) => new FieldValue(FieldKind.Param, Text(call)),
        nameof(IQueriedRun.Tag) => new FieldValue(FieldKind.Tag, Text(call)),
        nameof(IQueriedRun.Dataset) => new FieldValue(FieldKind.Dataset, Text(call)),
        nameof(IQueriedRun.Git) => new FieldValue(FieldKind.Git, Text(call)),
        nameof(IQueriedRun.Environment) => new FieldValue(FieldKind.Environment, Text(call)),
        nameof(IQueriedRun.Model) => new FieldValue(FieldKind.Model, Text(call)),
        nameof(IQueriedRun.Value) => RunValue.Parse(Text(call)),
        nameof(IQueriedRun.Metric) => throw CannotSay(call, "Say which of the metric's values is meant, as in r.Metric(\"loss\").Last."),
        _ => throw CannotSay(call, "It is a condition and no value."),
    };
}
