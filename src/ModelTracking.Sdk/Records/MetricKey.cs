namespace ModelTracking.Records;

/// <summary>Names one series of a run: the metric's key and the context it was measured in.</summary>
/// <param name="Name">The key, for example <c>loss</c>; slashes group keys in viewers.</param>
/// <param name="Context">What it was measured on; none by default.</param>
public readonly record struct MetricKey(string Name, MetricContext Context = default) : IComparable<MetricKey>
{
    /// <summary>Whether it tells of machine and process (<c>system/...</c>), not of the training.</summary>
    public bool IsSystem => Name is not null && Name.StartsWith(SystemKeys.Prefix, StringComparison.Ordinal);

    /// <summary>A key without context.</summary>
    public static implicit operator MetricKey(string name) => new(name);

    /// <summary>See the conversion operator.</summary>
    public static MetricKey FromString(string name) => new(name);

    /// <inheritdoc />
    public int CompareTo(MetricKey other)
    {
        var byName = string.CompareOrdinal(Name, other.Name);
        return byName != 0 ? byName : Context.CompareTo(other.Context);
    }

    /// <summary><c>loss</c>, or <c>loss{train}</c> with a context.</summary>
    public override string ToString() => Context.IsNone ? Name : $"{Name}{{{Context}}}";
}
