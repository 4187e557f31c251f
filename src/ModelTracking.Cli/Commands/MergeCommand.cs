using System.ComponentModel;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Versioning;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Brings a branch into another.</summary>
[Description("Bring what was done on one branch into another, element by element.")]
internal sealed class MergeCommand(Terminal terminal) : AsyncCommand<MergeCommand.Settings>
{
    internal sealed class Settings : RepositorySettings
    {
        [CommandArgument(0, "<SOURCE>")]
        [Description("Branch, tag or commit to bring in.")]
        public string Source { get; init; } = "";

        [CommandOption("--into <BRANCH>")]
        [Description("The branch that moves. Default: main.")]
        public string Into { get; init; } = Repository.DefaultBranch;

        [CommandOption("--ours <KEY>")]
        [Description("Take the branch's own side in conflicts on this key ('*' for all); may be given again.")]
        public string[] Ours { get; init; } = [];

        [CommandOption("--theirs <KEY>")]
        [Description("Take the source's side in conflicts on this key ('*' for all); may be given again.")]
        public string[] Theirs { get; init; } = [];

        [CommandOption("--message|-m <TEXT>")]
        [Description("The commit's message. Default: one that names both.")]
        public string? Message { get; init; }

        [CommandOption("--no-ff")]
        [Description("Make a merge commit even where the branch could simply move on.")]
        public bool NoFastForward { get; init; }

        [CommandOption("--dry-run")]
        [Description("Only say what would be done.")]
        public bool DryRun { get; init; }

        [CommandOption("--author <NAME>")]
        [Description("Who. Default: MODELTRACKING_AUTHOR, else GIT_AUTHOR_NAME, else the user.")]
        public string? Author { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var repository = OpenVersions.At(settings, terminal, settings.Author).Repository(settings);
        var result = repository.Merge(settings.Source, settings.Into, new MergeOptions
        {
            DryRun = settings.DryRun,
            NoFastForward = settings.NoFastForward,
            Message = settings.Message,
            OnConflict = conflict => Settle(conflict, settings),
        });
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, MergeJson.Of(result), ToolJson.Output.MergeJson, cancellationToken);
        }
        else
        {
            new MergeView(terminal.Console).Write(result, settings.Into, "merged", "settle each with --ours KEY or --theirs KEY ('*' for all)");
        }

        return result.IsClean ? ExitCode.Success : ExitCode.NotFoundOrDamaged;
    }

    // The key itself counts for more than '*'.
    private static Resolution Settle(MergeConflict conflict, Settings settings) =>
        settings.Ours.Contains(conflict.Key) ? Resolution.Ours
        : settings.Theirs.Contains(conflict.Key) ? Resolution.Theirs
        : settings.Ours.Contains("*") ? Resolution.Ours
        : settings.Theirs.Contains("*") ? Resolution.Theirs
        : Resolution.None;
}
