using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;

namespace ModelTracking.Reading.Linq;

/// <summary>Works out what in a lambda does not depend on the run: constants, captured variables, calls.</summary>
internal static class LocalValues
{
    /// <summary>Whether an expression says nothing about a run.</summary>
    public static bool IsLocal(Expression expression, ParameterExpression run)
    {
        var finder = new Finder(run);
        finder.Visit(expression);
        return !finder.Found;
    }

    /// <summary>The expression's value.</summary>
    public static object? Of(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member => field.GetValue(member.Expression is null ? null : Of(member.Expression)),
        MemberExpression { Member: PropertyInfo property } member => property.GetValue(member.Expression is null ? null : Of(member.Expression)),
        UnaryExpression { NodeType: ExpressionType.Convert, Method: null } cast when !cast.Type.IsByRefLike && IsBoxing(cast) => Of(cast.Operand),
        _ => Interpret(expression),
    };

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The lambda is interpreted, which needs no code at run time.")]
    private static object? Interpret(Expression expression) =>
        Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)();

    private static bool IsBoxing(UnaryExpression cast) => cast.Type == typeof(object) || Nullable.GetUnderlyingType(cast.Type) == cast.Operand.Type;

    private sealed class Finder(ParameterExpression run) : ExpressionVisitor
    {
        public bool Found { get; private set; }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            Found |= node == run;
            return node;
        }
    }
}
