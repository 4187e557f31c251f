using System.Reflection;
using Microsoft.ML.Trainers;
using ModelTracking.MLNet.Private;

namespace ModelTracking.MLNet.Training;

/// <summary>
/// Reads a trainer's hyperparameters. Most trainers keep the options object they were made from, whose public fields and
/// properties are the hyperparameters; the others keep the values in fields of their own (<see cref="KnownFields"/>).
/// </summary>
internal static class Hyperparameters
{
    /// <summary>Names, as one writes them in C#, and values; empty where the trainer has none.</summary>
    public static IReadOnlyList<KeyValuePair<string, object?>> Of(object trainer)
    {
        var found = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (OptionsOf(trainer) is { } options)
        {
            Add(found, "", options);
            AddFactories(found, options);
            if (HostLease.SwitchOf(trainer) is { } switched)
            {
                // Another fit of it is going on: what is set for that one's time is nobody's choice.
                found[switched.Name] = switched.Own;
            }
        }
        else
        {
            foreach (var field in PrivateMembers.Fields(trainer.GetType()))
            {
                if (KnownFields.NameOf(field.Name) is { } name && IsValue(field.FieldType))
                {
                    found[name] = PrivateMembers.Read(field, trainer);
                }
            }
        }

        return [.. found];
    }

    /// <summary>True where the trainer keeps an options object at all, or values we know.</summary>
    public static bool AreKnown(object trainer) => OptionsOf(trainer) is not null || Of(trainer).Count > 0;

    /// <summary>The options object a trainer was made from; null where it keeps none.</summary>
    public static object? OptionsOf(object trainer)
    {
        foreach (var field in PrivateMembers.Fields(trainer.GetType()))
        {
            if (IsOptions(field.FieldType) && PrivateMembers.Read(field, trainer) is { } options)
            {
                return options;
            }
        }

        return null;
    }

    private static bool IsOptions(Type type) =>
        typeof(TrainerInputBase).IsAssignableFrom(type) || type.Name is "Options" or "OptionsBase" or "CoreOptions";

    private static void Add(Dictionary<string, object?> found, string prefix, object options)
    {
        foreach (var field in options.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public).Where(f => IsValue(f.FieldType)))
        {
            found[prefix + field.Name] = field.GetValue(options);
        }

        foreach (var property in options.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            if (!property.CanRead || property.GetIndexParameters().Length > 0)
            {
                continue;
            }

            var value = property.GetValue(options);
            if (value is null || IsValue(property.PropertyType))
            {
                found[prefix + property.Name] = value;
            }
            else if (value is not System.Collections.IEnumerable)
            {
                AddComponent(found, prefix + property.Name, value);
            }
        }
    }

    // LightGBM's booster and the perceptron's loss: where the user set none, the options name the default as a factory.
    private static void AddFactories(Dictionary<string, object?> found, object options)
    {
        const string Ending = "Factory";
        foreach (var field in PrivateMembers.Fields(options.GetType()))
        {
            if (!field.IsPublic && field.Name.EndsWith(Ending, StringComparison.Ordinal) && PrivateMembers.Read(field, options) is { } value
                && value.GetType().Name is "Options")
            {
                var name = field.Name[..^Ending.Length].TrimStart('_');
                name = name.EndsWith("Function", StringComparison.Ordinal) ? "LossFunction" : name;
                if (found.GetValueOrDefault(name) is null)
                {
                    AddComponent(found, name, value);
                }
            }
        }
    }

    private static void AddComponent(Dictionary<string, object?> found, string name, object value)
    {
        var type = value.GetType();
        found[name] = type.Name is "Options" && type.DeclaringType is { } owner ? owner.Name : type.Name;
        Add(found, name + ".", value);
    }

    private static bool IsValue(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal)
            || (type.IsArray && IsValue(type.GetElementType()!));
    }
}
