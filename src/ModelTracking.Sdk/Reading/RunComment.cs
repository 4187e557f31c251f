using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using ModelTracking.Records;

namespace ModelTracking.Reading;

/// <summary>What somebody said about a run, or about a comparison of several.</summary>
/// <param name="By">Who.</param>
/// <param name="Time">When (UTC).</param>
/// <param name="Text">What, in Markdown; <c>@name</c> mentions somebody.</param>
public sealed partial record RunComment(string By, DateTimeOffset Time, string Text)
{
    /// <summary>Its name among the comments on the run; the same on all runs of a comparison.</summary>
    [JsonIgnore]
    public string Id { get; init; } = "";

    /// <summary>The other runs of the comparison that it is about; empty where it is about the run alone.</summary>
    public IReadOnlyList<RunId> With { get; init => field = value ?? []; } = [];

    /// <summary>Who is mentioned, without the <c>@</c>, each once.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Mentions => MentionsIn(Text);

    /// <summary>Who is mentioned in a text, without the <c>@</c>, each once. An address of e-mail mentions nobody.</summary>
    public static IReadOnlyList<string> MentionsIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. Mention().Matches(text).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"(?<![\p{L}\p{N}_@.\-/])@([\p{L}\p{N}_](?:[\p{L}\p{N}_.\-]{0,62}[\p{L}\p{N}_])?)", RegexOptions.CultureInvariant)]
    private static partial Regex Mention();
}
