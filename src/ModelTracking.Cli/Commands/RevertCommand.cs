using System.ComponentModel;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Versioning;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Takes a commit back.</summary>
[Description("Take back what a commit changed, with a new commit.")]
internal sealed class RevertCommand(Terminal terminal) : AsyncCommand<RevertCommand.Settings>
{
    internal sealed class Settings : RepositorySettings
    {
        [CommandArgument(0, "<COMMIT>")]
        [Description("The commit.")]
        public string Commit { get; init; } = "";

        [CommandOption("--branch|-b <BRANCH>")]
        [Description("The branch that moves. Default: main.")]
        public string Branch { get; init; } = Repository.DefaultBranch;

        [CommandOption("--parent <NUMBER>")]
        [Description("For a merge: against which parent. Default: 1.")]
        public int Parent { get; init; } = 1;

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
        var result = repository.Revert(repository.Resolve(settings.Commit), settings.Branch, new MergeOptions { DryRun = settings.DryRun }, settings.Parent);
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, MergeJson.Of(result), ToolJson.Output.MergeJson, cancellationToken);
        }
        else
        {
            new MergeView(terminal.Console).Write(result, settings.Branch, "changed back", "later commits changed the same; commit the values you want instead");
        }

        return result.IsClean ? ExitCode.Success : ExitCode.NotFoundOrDamaged;
    }
}
