namespace ModelTracking;

/// <summary>What may be a key of a param, metric or tag: any text that people can read and write.</summary>
internal static class KeyRules
{
    public const int MaxLength = 1000;

    /// <summary>Says why a text cannot be a key; null where it can.</summary>
    public static string? Problem(string? key)
    {
        if (string.IsNullOrWhiteSpace(key))
        {
            return "it is empty";
        }

        if (key.Length > MaxLength)
        {
            return $"it has {key.Length} characters, and {MaxLength} are allowed";
        }

        return key.Any(char.IsControl) ? "it holds a control character" : null;
    }
}
