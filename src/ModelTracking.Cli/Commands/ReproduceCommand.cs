using System.ComponentModel;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Says how to run a commit again.</summary>
[Description("Say what is needed to run a commit again, and what differs on this machine.")]
internal sealed class ReproduceCommand(Terminal terminal) : AsyncCommand<ReproduceCommand.Settings>
{
    internal sealed class Settings : RepositorySettings
    {
        [CommandArgument(0, "<REVISION>")]
        [Description("Branch, tag or commit.")]
        public string Revision { get; init; } = "";

        [CommandOption("--in <FOLDER>")]
        [Description("The folder with code and data to compare. Default: here.")]
        public string? In { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(settings.In ?? ".", terminal.Folder);
        var repository = OpenVersions.At(settings, terminal, project: folder).Repository(settings);
        var reproduction = repository.Reproduce(settings.Revision, folder);
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, new ReproductionJson(reproduction.Commit.Id, reproduction.IsSame, reproduction.Steps, reproduction.Differences), ToolJson.Output.ReproductionJson, cancellationToken);
            return ExitCode.Success;
        }

        foreach (var step in reproduction.Steps)
        {
            terminal.Console.WriteLine(Format.Line(step), step.StartsWith('#') ? Palette.Quiet : Palette.Plain);
        }

        terminal.Console.WriteLine();
        terminal.Console.WriteLine(reproduction.IsSame ? "Nothing differs here." : "What differs here:", reproduction.IsSame ? Palette.Good : Palette.Doubtful);
        foreach (var difference in reproduction.Differences)
        {
            terminal.Console.WriteLine($"  {Format.Line(difference)}");
        }

        return ExitCode.Success;
    }
}
