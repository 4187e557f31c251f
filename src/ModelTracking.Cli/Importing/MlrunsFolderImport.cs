using ModelTracking.Cli.Views;
using ModelTracking.MLflow;
using Spectre.Console;

namespace ModelTracking.Cli.Importing;

/// <summary>MLflow's file store: experiments, runs, deleted ones too, and its registry.</summary>
internal sealed class MlrunsFolderImport : IImport
{
    public string Kind => "mlruns";

    public async Task RunAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        if (request.Experiment is not null)
        {
            throw ToolException.BadUsage("A file store has experiments of its own; leave --experiment out.");
        }

        var terminal = request.Terminal;
        var report = await Mlruns.ImportAsync(request.Path, request.Store, terminal.Time, cancellationToken);
        foreach (var problem in report.Problems)
        {
            terminal.Tell("warning", Format.Line(problem));
        }

        terminal.Console.Write(new Paragraph()
            .Append($"Imported {Format.Count(report.Runs.Count, "run")}: {Format.Count(report.Points, "point")}, {Format.Count(report.Artifacts, "artifact")}.")
            .Append($"  {Format.Count(report.UpToDate, "run")} had nothing new.", Palette.Quiet));
        terminal.Console.WriteLine();
        if (report.Problems.Count > 0)
        {
            throw ToolException.NotFound($"{Format.Count(report.Problems.Count, "problem")}; everything else was imported, and an import may be repeated.");
        }
    }
}
