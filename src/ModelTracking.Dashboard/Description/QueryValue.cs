namespace ModelTracking.Dashboard.Description;

/// <summary>A value of a request's address.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Says">What it says.</param>
internal sealed record QueryValue(string Name, string Says)
{
    public string Type { get; init; } = "string";

    public bool IsRequired { get; init; }

    /// <summary>How often it may be given; 1 for a single value.</summary>
    public int Most { get; init; } = 1;

    public int? Least { get; init; }

    public int? Greatest { get; init; }

    public int? Default { get; init; }

    public static QueryValue Needed(string name, string says) => new(name, says) { IsRequired = true };

    public static QueryValue Number(string name, string says, int otherwise, int least, int? most = null) =>
        new(name, says) { Type = "integer", Default = otherwise, Least = least, Greatest = most };

    public static QueryValue Many(string name, string says, int most, bool isRequired = false) => new(name, says) { Most = most, IsRequired = isRequired };
}
