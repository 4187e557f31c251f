using System.Text.Json.Serialization;

namespace ModelTracking.Versioning;

/// <summary>One entry of a registered model's history, which is only ever added to.</summary>
/// <param name="Time">When (UTC).</param>
/// <param name="By">Who.</param>
/// <param name="Kind">What.</param>
public sealed record ModelEvent(DateTimeOffset Time, string By, ModelEventKind Kind)
{
    /// <summary>The model's present name.</summary>
    [JsonIgnore]
    public string Model { get; init; } = "";

    /// <summary>The entry's number, from 1.</summary>
    [JsonIgnore]
    public int Number { get; init; }

    /// <summary>The version it is about, if it is about one.</summary>
    public int? Version { get; init; }

    /// <summary>The version an alias pointed to before, if any.</summary>
    public int? Before { get; init; }

    /// <summary>The alias it is about.</summary>
    public string? Alias { get; init; }

    /// <summary>The tag's key.</summary>
    public string? Tag { get; init; }

    /// <summary>The name, description, tag value or stage that was set.</summary>
    public string? Value { get; init; }

    /// <summary>Why, in the words of who did it.</summary>
    public string? Comment { get; init; }

    /// <summary>The rule that was set.</summary>
    public PromotionRule? Rule { get; init; }

    /// <summary>For garbage collection: what holds an object from here on.</summary>
    public string? Key { get; init; }

    /// <summary>For garbage collection: the object held, a commit. None with a <see cref="Key"/> lets go of it.</summary>
    public string? Object { get; init; }

    /// <summary>In the first entry: the version of the log's format.</summary>
    public int? Format { get; init; }

    /// <summary>What happened, in words.</summary>
    public string Describe() => ModelEventText.Of(this);

    /// <summary>The event in one line, for people.</summary>
    public override string ToString() => $"{Time:u} {By}: {ModelEventText.Of(this)}";
}
