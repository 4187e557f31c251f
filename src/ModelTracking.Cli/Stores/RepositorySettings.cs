using System.ComponentModel;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Stores;

/// <summary>What every verb on a repository takes.</summary>
internal class RepositorySettings : StoreSettings
{
    [CommandOption("--repo|-r <NAME>")]
    [Description("The repository. Default: the only one there is.")]
    public string? Repo { get; init; }

    [CommandOption("--json")]
    [Description("Print JSON.")]
    public bool Json { get; init; }
}
