using System.ComponentModel;
using ModelTracking.Cli.Importing;
using ModelTracking.Cli.Stores;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Takes over runs from elsewhere.</summary>
[Description("Take over runs from elsewhere; what was imported before is not doubled.")]
internal sealed class ImportCommand(Terminal terminal) : AsyncCommand<ImportCommand.Settings>
{
    internal sealed class Settings : StoreSettings
    {
        [CommandArgument(0, "<KIND>")]
        [Description("csv or parquet (a table of runs, points or steps), mbconfig (a Model Builder project), mlruns (MLflow's file store), neptune (exported or offline folders), tensorboard (a folder with event files).")]
        public required string Kind { get; init; }

        [CommandArgument(1, "<FILE>")]
        [Description("The file or folder.")]
        public required string File { get; init; }

        [CommandOption("--experiment|-e <NAME>")]
        [Description("The experiment. Default: what the source says, else the file's name.")]
        public string? Experiment { get; init; }

        [CommandOption("--metric <NAME>")]
        [Description("What is a metric where the source does not say, with * for any text; may be given several times.")]
        public string[] Metrics { get; init; } = [];
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var import = Imports.Of(settings.Kind);
        var request = new ImportRequest(terminal, StoreLocation.Resolve(settings.Store, terminal), Path.GetFullPath(settings.File, terminal.Folder), settings.Experiment, settings.Metrics);
        await import.RunAsync(request, cancellationToken);
        return ExitCode.Success;
    }
}
