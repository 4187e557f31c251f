using System.ComponentModel;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Takes over runs from elsewhere.</summary>
[Description("Take over the training history of a Model Builder project.")]
internal sealed class ImportCommand(Terminal terminal) : AsyncCommand<ImportCommand.Settings>
{
    internal sealed class Settings : StoreSettings
    {
        [CommandArgument(0, "<KIND>")]
        [Description("What it is: mbconfig.")]
        public required string Kind { get; init; }

        [CommandArgument(1, "<FILE>")]
        [Description("The file.")]
        public required string File { get; init; }

        [CommandOption("--experiment|-e <NAME>")]
        [Description("The experiment. Default: the file's name.")]
        public string? Experiment { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        if (!settings.Kind.Equals("mbconfig", StringComparison.OrdinalIgnoreCase))
        {
            throw ToolException.BadUsage($"'{settings.Kind}' cannot be imported; mbconfig can.");
        }

        var folder = StoreLocation.Resolve(settings.Store, terminal);
        await using var client = TrackingClient.Open(new TrackingOptions { Store = folder, TimeProvider = terminal.Time });
        var id = await ModelBuilderImport.ImportAsync(client, Path.GetFullPath(settings.File, terminal.Folder), settings.Experiment, cancellationToken);
        var rows = await Leaderboard.ReadAsync(client.Reader, id, cancellationToken);
        terminal.Console.Write(new Paragraph()
            .Append($"Imported {Format.Count(rows.Count, "trial")}.")
            .Append($"  'modeltracking leaderboard {Format.Id(id)}' lists them.", Palette.Quiet));
        terminal.Console.WriteLine();
        return ExitCode.Success;
    }
}
