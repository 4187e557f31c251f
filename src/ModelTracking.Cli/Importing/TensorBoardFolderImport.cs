using ModelTracking.Capture;
using ModelTracking.Cli.Views;
using Spectre.Console;

namespace ModelTracking.Cli.Importing;

/// <summary>TensorBoard event files, a run per folder.</summary>
internal sealed class TensorBoardFolderImport : IImport
{
    public string Kind => "tensorboard";

    public async Task RunAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        var terminal = request.Terminal;
        await using var client = TrackingClient.Open(new TrackingOptions { Store = request.Store, TimeProvider = terminal.Time, Capture = CaptureOptions.Off() });
        var report = await client.ImportTensorBoardAsync(request.Path, new TensorBoardImportOptions { Experiment = request.Experiment }, cancellationToken);
        terminal.Console.Write(Say(report));
        terminal.Console.WriteLine();
        foreach (var problem in report.Problems)
        {
            terminal.Tell("warning", Format.Line(problem));
        }

        if (report.Problems.Count > 0)
        {
            throw ToolException.NotFound($"{Format.Count(report.Problems.Count, "file")} could not be read to the end; what stands before the damage was imported.");
        }
    }

    private static Paragraph Say(TensorBoardImportReport report)
    {
        if (report.Runs.Count == 0)
        {
            return new Paragraph($"Nothing new: {Format.Count(report.UpToDate, "run")} {(report.UpToDate == 1 ? "is" : "are")} up to date.");
        }

        var text = new Paragraph($"Imported {Format.Count(report.Points, "point")} and {Format.Count(report.Artifacts, "artifact")} into {Format.Count(report.Runs.Count, "run")}.");
        if (report.UpToDate > 0)
        {
            text.Append($" {Format.Count(report.UpToDate)} more {(report.UpToDate == 1 ? "was" : "were")} up to date.");
        }

        return text.Append(report.Runs.Count == 1 ? $"  'modeltracking show {Format.Id(report.Runs[0])}' shows it." : "  'modeltracking runs' lists them.", Palette.Quiet);
    }
}
