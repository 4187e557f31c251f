namespace ModelTracking.Diagnostics;

/// <summary>One thing that went wrong, in words for the user.</summary>
/// <param name="Kind">What went wrong.</param>
/// <param name="Message">What happened and to what.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="Exception">The cause, if there is one.</param>
public sealed record Trouble(TroubleKind Kind, string Message, string Remedy, Exception? Exception = null)
{
    /// <summary>Message and remedy in one line.</summary>
    public override string ToString() => $"{Message} {Remedy}";
}
