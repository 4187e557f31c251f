using System.ComponentModel;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Stores;

/// <summary>What every verb about one run takes.</summary>
internal class RunSettings : StoreSettings
{
    [CommandArgument(0, "<RUN>")]
    [Description("A run's id, the beginning of it, its name, or 'latest'.")]
    public required string Run { get; init; }
}
