using System.ComponentModel;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Writes a commit into a folder.</summary>
[Description("Write a commit's model, code, data and descriptions into a folder, verified.")]
internal sealed class CheckoutCommand(Terminal terminal) : AsyncCommand<CheckoutCommand.Settings>
{
    internal sealed class Settings : RepositorySettings
    {
        [CommandArgument(0, "<REVISION>")]
        [Description("Branch, tag or commit.")]
        public string Revision { get; init; } = "";

        [CommandOption("--to <FOLDER>")]
        [Description("The folder; new, or empty. Default: a new one called after the revision.")]
        public string? To { get; init; }

        [CommandOption("--force|-f")]
        [Description("Write into a folder that has files.")]
        public bool Force { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var repository = OpenVersions.At(settings, terminal).Repository(settings);
        var folder = Path.GetFullPath(settings.To ?? settings.Revision.Replace('/', '-'), terminal.Folder);
        var missing = repository.Checkout(settings.Revision, folder, settings.Force);
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, new SavedJson(repository.Resolve(settings.Revision).Id, folder, missing), ToolJson.Output.SavedJson, cancellationToken);
            return ExitCode.Success;
        }

        terminal.Console.WriteLine($"{Format.Line(repository.Resolve(settings.Revision).ToString())} → {folder}");
        foreach (var line in missing)
        {
            terminal.Console.WriteLine($"  not in the store: {Format.Line(line)}", Palette.Doubtful);
        }

        return ExitCode.Success;
    }
}
