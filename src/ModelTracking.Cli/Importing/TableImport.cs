using ModelTracking.Backends;
using ModelTracking.Export;

namespace ModelTracking.Cli.Importing;

/// <summary>A table of runs, of points, or of steps.</summary>
internal sealed class TableImport(string kind) : IImport
{
    public string Kind => kind;

    public async Task RunAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        await using var backend = new FileBackend(request.Store, null, request.Terminal.Time);
        var importer = new RunImporter(backend, backend.Reader, request.Terminal.Time);
        var report = await RunImport.ReadAsync(request.Path, importer, new ImportOptions { Experiment = request.Experiment, Metrics = request.Metrics }, cancellationToken);
        request.Report(report.Runs, report.Problems);
    }
}
