using System.Linq.Expressions;
using System.Text.RegularExpressions;
using ModelTracking.Reading.Filters;

namespace ModelTracking.Reading.Linq;

/// <summary>Turns a lambda about a run into the tree that the text of the same condition gives.</summary>
internal sealed class LinqTranslator(ParameterExpression run)
{
    private readonly LinqValues _values = new(run);

    /// <exception cref="NotSupportedException">The lambda says something that a query cannot; the message says what.</exception>
    public static RunFilter Filter(Expression<Func<IQueriedRun, bool>> condition) => new LinqTranslator(condition.Parameters[0]).Filter(condition.Body);

    /// <exception cref="NotSupportedException">The lambda says something that a query cannot; the message says what.</exception>
    public static RunValue Value<T>(Expression<Func<IQueriedRun, T>> value) => new LinqValues(value.Parameters[0]).Of(value.Body);

    private RunFilter Filter(Expression expression) => expression switch
    {
        BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And } and => Filter(and.Left) & Filter(and.Right),
        BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or } or => Filter(or.Left) | Filter(or.Right),
        UnaryExpression { NodeType: ExpressionType.Not } not => !Filter(not.Operand),
        UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.Quote } cast => Filter(cast.Operand),
        BinaryExpression comparison when Comparison(comparison.NodeType) is { } symbol => Compare(comparison, symbol),
        MethodCallExpression call when Call(call) is { } filter => filter,
        _ when LocalValues.IsLocal(expression, run) && LocalValues.Of(expression) is bool constant => new CompareFilter(new NumberLiteral(1), CompareOperator.Equal, new NumberLiteral(constant ? 1 : 0)),
        MemberExpression { Member.Name: "HasValue" } member => new MissingFilter(_values.Of(member.Expression!), IsNegated: true),
        _ => new CompareFilter(_values.Of(expression), CompareOperator.Equal, new BooleanLiteral(true)),
    };

    private static CompareOperator? Comparison(ExpressionType type) => type switch
    {
        ExpressionType.Equal => CompareOperator.Equal,
        ExpressionType.NotEqual => CompareOperator.NotEqual,
        ExpressionType.LessThan => CompareOperator.Less,
        ExpressionType.LessThanOrEqual => CompareOperator.LessOrEqual,
        ExpressionType.GreaterThan => CompareOperator.Greater,
        ExpressionType.GreaterThanOrEqual => CompareOperator.GreaterOrEqual,
        _ => null,
    };

    private RunFilter Compare(BinaryExpression comparison, CompareOperator symbol)
    {
        var (left, right) = (comparison.Left, comparison.Right);
        if (symbol is CompareOperator.Equal or CompareOperator.NotEqual && (IsNull(right) || IsNull(left)))
        {
            return new MissingFilter(_values.Of(IsNull(right) ? left : right), IsNegated: symbol == CompareOperator.NotEqual);
        }

        return new CompareFilter(_values.Of(left, beside: right), symbol, _values.Of(right, beside: left));
    }

    private bool IsNull(Expression expression) => LocalValues.IsLocal(expression, run) && LocalValues.Of(expression) is null;

    private RunFilter? Call(MethodCallExpression call)
    {
        if (call.Method.DeclaringType == typeof(IQueriedRun))
        {
            return OfRun(call);
        }

        return (call.Method.DeclaringType, call.Method.Name) switch
        {
            (var type, nameof(string.StartsWith)) when type == typeof(string) => Pattern(call, "", "%", "^(?s:", ")"),
            (var type, nameof(string.EndsWith)) when type == typeof(string) => Pattern(call, "%", "", "(?s:", @")\z"),
            (var type, nameof(string.Contains)) when type == typeof(string) => Pattern(call, "%", "%", "(?s:", ")"),
            (var type, nameof(Regex.IsMatch)) when type == typeof(Regex) && call.Object is null && call.Arguments.Count == 2 =>
                new PatternFilter(_values.Of(call.Arguments[0]), PatternKind.RLike, (string)LocalValues.Of(call.Arguments[1])!),
            (var type, nameof(double.IsNaN)) when type == typeof(double) => new NanFilter(_values.Of(call.Arguments[0])),
            (_, "Contains") => Contains(call),
            (_, "Equals") when call.Object is not null && call.Arguments.Count == 1 =>
                new CompareFilter(_values.Of(call.Object, beside: call.Arguments[0]), CompareOperator.Equal, _values.Of(call.Arguments[0], beside: call.Object)),
            _ => null,
        };
    }

    private RunFilter? OfRun(MethodCallExpression call) => call.Method.Name switch
    {
        nameof(IQueriedRun.HasMetric) => new HasFilter(FieldKind.Metric, LinqValues.Text(call)),
        nameof(IQueriedRun.HasParam) => new HasFilter(FieldKind.Param, LinqValues.Text(call)),
        nameof(IQueriedRun.HasTag) => new HasFilter(FieldKind.Tag, LinqValues.Text(call)),
        nameof(IQueriedRun.HasArtifact) => new HasFilter(FieldKind.Artifact, LinqValues.Text(call)),
        nameof(IQueriedRun.AnyChild) => new RelatedFilter(Relation.Child, Inner(call.Arguments[0])),
        nameof(IQueriedRun.Parent) => new RelatedFilter(Relation.Parent, Inner(call.Arguments[0])),
        _ => null,
    };

    private static RunFilter Inner(Expression argument) => argument is LambdaExpression lambda
        ? new LinqTranslator(lambda.Parameters[0]).Filter(lambda.Body)
        : throw LinqValues.CannotSay(argument, "Write the condition on related runs as a lambda in its place.");

    // LIKE has no way to write % and _ themselves: a regular expression does.
    private PatternFilter Pattern(MethodCallExpression call, string before, string after, string open, string close)
    {
        var text = LocalValues.Of(call.Arguments[0])?.ToString() ?? "";
        var ignoresCase = call.Arguments.Count > 1 && LocalValues.Of(call.Arguments[1]) is StringComparison.OrdinalIgnoreCase or StringComparison.InvariantCultureIgnoreCase or StringComparison.CurrentCultureIgnoreCase;
        var value = _values.Of(call.Object!);
        return text.AsSpan().IndexOfAny('%', '_') < 0
            ? new PatternFilter(value, ignoresCase ? PatternKind.ILike : PatternKind.Like, before + text + after)
            : new PatternFilter(value, PatternKind.RLike, (ignoresCase ? "(?i)" : "") + open + Regex.Escape(text) + close);
    }

    // Of arrays, lists and spans, as a method of theirs or as an extension.
    private InFilter? Contains(MethodCallExpression call)
    {
        var (list, item) = call.Object is { } owner ? (owner, call.Arguments[0]) : (call.Arguments[0], call.Arguments.Count > 1 ? call.Arguments[1] : call.Arguments[0]);
        if (!LocalValues.IsLocal(list, run))
        {
            return null;
        }

        var items = (System.Collections.IEnumerable)LocalValues.Of(LinqValues.WithoutCast(list))!;
        return new InFilter(_values.Of(item), [.. items.Cast<object?>().Select(i => LinqValues.Literal(i, item))]);
    }
}
