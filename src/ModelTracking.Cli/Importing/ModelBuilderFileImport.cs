using ModelTracking.Capture;
using ModelTracking.Cli.Views;
using Spectre.Console;

namespace ModelTracking.Cli.Importing;

/// <summary>The training history of a Model Builder project.</summary>
internal sealed class ModelBuilderFileImport : IImport
{
    public string Kind => "mbconfig";

    public async Task RunAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        var terminal = request.Terminal;
        await using var client = TrackingClient.Open(new TrackingOptions { Store = request.Store, TimeProvider = terminal.Time, Capture = CaptureOptions.Off() });
        var id = await ModelBuilderImport.ImportAsync(client, request.Path, request.Experiment, cancellationToken);
        var rows = await Leaderboard.ReadAsync(client.Reader, id, cancellationToken);
        terminal.Console.Write(new Paragraph()
            .Append($"Imported {Format.Count(rows.Count, "trial")}.")
            .Append($"  'modeltracking leaderboard {Format.Id(id)}' lists them.", Palette.Quiet));
        terminal.Console.WriteLine();
    }
}
