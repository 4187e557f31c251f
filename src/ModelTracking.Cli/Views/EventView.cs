using ModelTracking.Records;
using Spectre.Console;

namespace ModelTracking.Cli.Views;

/// <summary>How events look.</summary>
internal static class EventView
{
    public static Style StyleOf(EventSeverity severity) => severity switch
    {
        EventSeverity.Error => Palette.Bad,
        EventSeverity.Warning => Palette.Doubtful,
        _ => Palette.Plain,
    };
}
