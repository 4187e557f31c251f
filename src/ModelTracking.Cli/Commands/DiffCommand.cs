using System.ComponentModel;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Shows what differs between two commits.</summary>
[Description("Show what differs between two commits, or what one commit changed.")]
internal sealed class DiffCommand(Terminal terminal) : AsyncCommand<DiffCommand.Settings>
{
    internal sealed class Settings : RepositorySettings
    {
        [CommandArgument(0, "<BEFORE>")]
        [Description("Branch, tag or commit.")]
        public string Before { get; init; } = "";

        [CommandArgument(1, "[AFTER]")]
        [Description("Branch, tag or commit. Default: what the first one changed against its parent.")]
        public string? After { get; init; }

        [CommandOption("--brief")]
        [Description("Do not look into files.")]
        public bool Brief { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var repository = OpenVersions.At(settings, terminal).Repository(settings);
        var diff = settings.After is { } after ? repository.Diff(settings.Before, after) : repository.Changes(repository.Resolve(settings.Before));
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, [.. diff.Changes.Select(ChangeJson.Of)], ToolJson.Output.IReadOnlyListChangeJson, cancellationToken);
        }
        else
        {
            new DiffView(terminal.Console).Write(diff, !settings.Brief);
        }

        return ExitCode.Success;
    }
}
