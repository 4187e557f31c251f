using System.ComponentModel;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Stores;

/// <summary>What every verb takes: which store.</summary>
internal class StoreSettings : CommandSettings
{
    [CommandOption("--store <FOLDER>")]
    [Description("The store's folder, or a file: URI. Default: MODELTRACKING_URI, else ./mltrack.")]
    public string? Store { get; init; }
}
