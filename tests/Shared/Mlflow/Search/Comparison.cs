using System.Globalization;
using System.Text.RegularExpressions;

namespace Mlflow.Stub.Search;

/// <summary>One clause of a filter: an identifier, an operator and a value.</summary>
/// <param name="Entity">attribute, metric, parameter, tag or dataset.</param>
/// <param name="Key">The key, without quotes.</param>
/// <param name="Operator">In upper case.</param>
/// <param name="Value">As written.</param>
internal sealed record Comparison(string Entity, string Key, string Operator, FilterWord Value)
{
    public string Text => Value.Text.Trim('\'');

    public double Number => double.Parse(Value.Text, CultureInfo.InvariantCulture);

    public string[] Items => [.. Value.Text.Trim('(', ')').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(v => v.Trim('\'', '"'))];

    /// <summary>Whether a text satisfies the clause; what is absent satisfies none.</summary>
    public bool Holds(string? text) => text is not null && Operator switch
    {
        "=" => text == Text,
        "!=" => text != Text,
        "LIKE" => Like(text, RegexOptions.None),
        "ILIKE" => Like(text, RegexOptions.IgnoreCase),
        "IN" => Items.Contains(text),
        "NOT IN" => !Items.Contains(text),
        _ => false,
    };

    /// <summary>Whether a number satisfies the clause; what is absent satisfies none.</summary>
    public bool Holds(double? number) => number is { } value && Operator switch
    {
        "=" => value == Number,
        "!=" => value != Number,
        ">" => value > Number,
        ">=" => value >= Number,
        "<" => value < Number,
        "<=" => value <= Number,
        _ => false,
    };

    private bool Like(string text, RegexOptions options) =>
        Regex.IsMatch(text, $"^{Regex.Escape(Text).Replace("%", ".*", StringComparison.Ordinal).Replace("_", ".", StringComparison.Ordinal)}$", options | RegexOptions.Singleline);
}
