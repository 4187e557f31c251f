using System.ComponentModel;
using ModelTracking.Cli.Stores;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Copies a repository from another store.</summary>
[Description("Copy a repository's branches and tags, or a model, from another store; a branch that went another way comes as pulled/NAME.")]
internal sealed class PullCommand(Terminal terminal) : AsyncCommand<TransferSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, TransferSettings settings, CancellationToken cancellationToken)
    {
        var other = OpenVersions.At(new StoreSettings { Store = settings.Other }, terminal);
        var name = settings.Model is null ? other.Repository(settings).Name : null;
        var here = OpenVersions.MakeAt(settings, terminal, null);
        var report = name is null ? here.Models.Pull(settings.Model!, other) : here.Repository(name).Pull(other);
        await PushCommand.WriteAsync(terminal, report, settings.Json, cancellationToken);
        return ExitCode.Success;
    }
}
