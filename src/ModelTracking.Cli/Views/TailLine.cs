using Spectre.Console;

namespace ModelTracking.Cli.Views;

/// <summary>One line about something that was logged.</summary>
/// <param name="Time">When.</param>
/// <param name="What">What kind of thing, or the step.</param>
/// <param name="Text">The rest.</param>
/// <param name="Style">Its colour; null for the terminal's own.</param>
internal sealed record TailLine(DateTimeOffset Time, string What, string Text, Style? Style = null);
