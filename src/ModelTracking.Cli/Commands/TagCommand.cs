using System.ComponentModel;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Versioning;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Lists, sets and deletes tags.</summary>
[Description("List tags, give a commit one, or delete one.")]
internal sealed class TagCommand(Terminal terminal) : AsyncCommand<TagCommand.Settings>
{
    internal sealed class Settings : RepositorySettings
    {
        [CommandArgument(0, "[NAME]")]
        [Description("The tag. Default: list them.")]
        public string? Name { get; init; }

        [CommandArgument(1, "[REVISION]")]
        [Description("The commit. Default: main.")]
        public string Revision { get; init; } = Repository.DefaultBranch;

        [CommandOption("--delete|-d")]
        [Description("Delete the tag instead.")]
        public bool Delete { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var repository = OpenVersions.At(settings, terminal).Repository(settings);
        if (settings.Name is not { } name)
        {
            if (settings.Json)
            {
                await ToolJson.WriteAsync(terminal, [.. repository.Tags.Select(t => new RefJson(t.Name, t.CommitId))], ToolJson.Output.IReadOnlyListRefJson, cancellationToken);
                return ExitCode.Success;
            }

            foreach (var tag in repository.Tags)
            {
                terminal.Console.WriteLine($"{tag.Name}  {Format.Line(repository.Resolve(tag.CommitId).ToString())}");
            }
        }
        else if (settings.Delete)
        {
            repository.DeleteTag(name);
            Say($"Deleted {name}.");
        }
        else
        {
            var commit = repository.Resolve(settings.Revision);
            repository.Tag(name, commit);
            if (settings.Json)
            {
                await ToolJson.WriteAsync(terminal, [new RefJson(name, commit.Id)], ToolJson.Output.IReadOnlyListRefJson, cancellationToken);
            }

            Say($"{name} is {commit}");
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
