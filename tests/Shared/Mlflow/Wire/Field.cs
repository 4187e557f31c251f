namespace Mlflow.Stub.Wire;

/// <summary>What a field of a request holds.</summary>
public enum FieldKind
{
    Text,
    Integer,
    Number,
    Flag,
    Choice,
    Group,
}

/// <summary>One field of a request.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Required">Refused without it.</param>
/// <param name="Many">A list.</param>
/// <param name="Checked">Its type is checked before the message is parsed; otherwise a wrong type is swallowed.</param>
/// <param name="Of">The fields of a group.</param>
/// <param name="Choices">The names of a choice; any other is ignored.</param>
/// <param name="Largest">The largest integer that passes the check.</param>
internal sealed record Field(
    string Name,
    FieldKind Kind,
    bool Required = false,
    bool Many = false,
    bool Checked = true,
    Shape? Of = null,
    string[]? Choices = null,
    long Largest = long.MaxValue);
