using ModelTracking.Backends;
using ModelTracking.Neptune;

namespace ModelTracking.Cli.Importing;

/// <summary>What people still hold of Neptune.</summary>
internal sealed class NeptuneFolderImport : IImport
{
    public string Kind => "neptune";

    public async Task RunAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        await using var backend = new FileBackend(request.Store, null, request.Terminal.Time);
        var options = new NeptuneImportOptions { Experiment = request.Experiment };
        options.Metrics = request.Metrics.Count > 0 ? request.Metrics : options.Metrics;
        var report = await NeptuneImport.ReadAsync(request.Path, new RunImporter(backend, backend.Reader, request.Terminal.Time), options, cancellationToken);
        request.Report(report.Runs, report.Problems);
    }
}
