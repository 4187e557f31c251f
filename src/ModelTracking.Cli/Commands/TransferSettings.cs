using System.ComponentModel;
using ModelTracking.Cli.Stores;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>What push and pull take.</summary>
internal sealed class TransferSettings : RepositorySettings
{
    [CommandArgument(0, "<FOLDER>")]
    [Description("The other store's folder, here or on a share.")]
    public string Other { get; init; } = "";

    [CommandOption("--model <NAME>")]
    [Description("Copy this registered model with its history instead of a repository.")]
    public string? Model { get; init; }
}
