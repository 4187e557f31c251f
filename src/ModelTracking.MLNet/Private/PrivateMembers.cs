using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace ModelTracking.MLNet.Private;

/// <summary>
/// The only place that looks for members of Microsoft.ML which are not public; <see cref="CancelableHost"/> implements the interface that
/// is found here. Every step may find nothing, with another
/// version of Microsoft.ML for example, and then says so with null or false; nothing here throws.
/// </summary>
internal static class PrivateMembers
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> KnownFields = new();
    private static readonly ConcurrentDictionary<Type, Func<object, string?>?> KnownNames = new();

    /// <summary>The interface that a host shows when its training can be cancelled; null where this version has none.</summary>
    public static Type? CancelInterface { get; } = typeof(IHost).Assembly.GetType("Microsoft.ML.Runtime.ICancelable");

    /// <summary>All instance fields of a type, the most derived class first.</summary>
    public static IReadOnlyList<FieldInfo> Fields(Type type) => KnownFields.GetOrAdd(type, static t =>
    {
        var fields = new List<FieldInfo>();
        for (var level = t; level is not null && level != typeof(object); level = level.BaseType)
        {
            fields.AddRange(level.GetFields(Declared));
        }

        return [.. fields];
    });

    /// <summary>A field's value; null where it cannot be read.</summary>
    public static object? Read(FieldInfo field, object target)
    {
        try
        {
            return field.GetValue(target);
        }
        catch (Exception exception) when (IsReflection(exception))
        {
            return null;
        }
    }

    /// <summary>The value of the first field with this name; null where there is none.</summary>
    public static object? Read(object target, string name) =>
        Fields(target.GetType()).FirstOrDefault(f => f.Name == name) is { } field ? Read(field, target) : null;

    /// <summary>The field through which a trainer speaks to its environment; null where it has none.</summary>
    public static FieldInfo? HostField(object trainer) =>
        Fields(trainer.GetType()).FirstOrDefault(f => f.FieldType == typeof(IHost));

    /// <summary>Sets a field.</summary>
    public static bool Write(FieldInfo field, object target, object value)
    {
        try
        {
            field.SetValue(target, value);
            return Equals(field.GetValue(target), value);
        }
        catch (Exception exception) when (IsReflection(exception))
        {
            return false;
        }
    }

    /// <summary>Hears a context's messages before they are formatted, which <c>MLContext.Log</c> cannot.</summary>
    /// <param name="context">The context.</param>
    /// <param name="hear">Is given the channel that speaks and the message; see <see cref="ShortName"/> and <see cref="FullName"/>.</param>
    /// <returns>Ends the listening; null where this version of Microsoft.ML does not admit it.</returns>
    public static Action? Listen(MLContext context, Action<object, ChannelMessage> hear)
    {
        try
        {
            var environment = Read(context, "_env");
            var source = typeof(IHost).Assembly.GetType("Microsoft.ML.Runtime.IMessageSource");
            if (environment is null || source is null)
            {
                return null;
            }

            var listener = Delegate.CreateDelegate(typeof(Action<,>).MakeGenericType(source, typeof(ChannelMessage)), hear.Target, hear.Method);
            var methods = environment.GetType().GetMethods(Declared);
            var add = methods.Single(m => m.Name == "AddListener");
            var remove = methods.Single(m => m.Name == "RemoveListener");
            add.Invoke(environment, [listener]);
            return () => remove.Invoke(environment, [listener]);
        }
        catch (Exception exception) when (IsReflection(exception))
        {
            return null;
        }
    }

    /// <summary>The last part of a speaking channel's name, for example <c>Training</c>; null where it cannot be had.</summary>
    public static string? ShortName(object channel) => Name(channel, "ShortName");

    /// <summary>The whole name, for example <c>FastTreeTraining; Training</c>; null where it cannot be had.</summary>
    public static string? FullName(object channel) => Name(channel, "FullName");

    private static string? Name(object channel, string property)
    {
        // There are two kinds of name and a handful of channel classes: one compiled getter each, since a context may
        // send half a million messages a second.
        var getters = property == "ShortName" ? KnownNames : FullNames.Known;
        return getters.GetOrAdd(channel.GetType(), static (type, name) =>
        {
            try
            {
                var parameter = Expression.Parameter(typeof(object));
                var body = Expression.Property(Expression.Convert(parameter, type), name);
                return Expression.Lambda<Func<object, string?>>(body, parameter).Compile();
            }
            catch (Exception exception) when (IsReflection(exception))
            {
                return null;
            }
        }, property)?.Invoke(channel);
    }

    private static bool IsReflection(Exception exception) =>
        exception is ArgumentException or InvalidOperationException or MemberAccessException or TargetException or TargetInvocationException or NotSupportedException or AmbiguousMatchException;

    private static class FullNames
    {
        public static readonly ConcurrentDictionary<Type, Func<object, string?>?> Known = new();
    }
}
