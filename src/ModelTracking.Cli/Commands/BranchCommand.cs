using System.ComponentModel;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Lists, makes and deletes branches.</summary>
[Description("List branches, make one, or delete one.")]
internal sealed class BranchCommand(Terminal terminal) : AsyncCommand<BranchCommand.Settings>
{
    internal sealed class Settings : RepositorySettings
    {
        [CommandArgument(0, "[NAME]")]
        [Description("The branch to make. Default: list them.")]
        public string? Name { get; init; }

        [CommandOption("--from <REVISION>")]
        [Description("Where it begins. Default: main.")]
        public string? From { get; init; }

        [CommandOption("--delete|-d")]
        [Description("Delete the branch instead; its commits stay until gc.")]
        public bool Delete { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var repository = OpenVersions.At(settings, terminal).Repository(settings);
        if (settings.Name is not { } name)
        {
            if (settings.Json)
            {
                await ToolJson.WriteAsync(terminal, [.. repository.Branches.Select(b => new RefJson(b.Name, b.CommitId))], ToolJson.Output.IReadOnlyListRefJson, cancellationToken);
                return ExitCode.Success;
            }

            foreach (var branch in repository.Branches)
            {
                terminal.Console.WriteLine($"{branch.Name}  {Format.Line(repository.Resolve(branch.CommitId).ToString())}");
            }
        }
        else if (settings.Delete)
        {
            var id = repository.Head(name)?.ShortId;
            repository.DeleteBranch(name);
            Say($"Deleted {name}, which was at {id}. 'modeltracking branch {name} --from {id}' brings it back until gc.");
        }
        else
        {
            var isThere = repository.Head(name) is not null;
            if (isThere && settings.From is not null)
            {
                throw ToolException.BadUsage($"there is a branch '{name}' already; delete it first, or take another name.");
            }

            var head = repository.Branch(name, settings.From).Head ?? throw ToolException.NotFound($"'{repository.Name}' has no commit yet, so nothing for a branch to begin at.");
            if (settings.Json)
            {
                await ToolJson.WriteAsync(terminal, [new RefJson(name, head.Id)], ToolJson.Output.IReadOnlyListRefJson, cancellationToken);
            }

            Say($"{name} is {(isThere ? "there already, " : "")}at {head}");
        }

        return ExitCode.Success;

        void Say(string text)
        {
            if (!settings.Json)
            {
                terminal.Console.WriteLine(Format.Line(text));
            }
        }
    }
}
