using ModelTracking.Backends;
using ModelTracking.Diagnostics;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Cli.Stores;

/// <summary>A store as verbs use it. What is damaged in it is told on standard error, once for each message.</summary>
internal sealed class OpenStore
{
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    private OpenStore(string folder, Terminal terminal)
    {
        var diagnostics = new TrackingDiagnostics();
        diagnostics.Reported += trouble =>
        {
            lock (_told)
            {
                if (_told.Add(trouble.ToString()))
                {
                    terminal.Tell("warning", trouble.ToString());
                }
            }
        };
        Files = FileStore.Open(folder, diagnostics, terminal.Time);
        Quiet = FileStore.Open(folder, null, terminal.Time).Reader;
    }

    /// <summary>Looks after the store.</summary>
    public FileStore Files { get; }

    /// <summary>Reads the store.</summary>
    public IRunReader Reader => Files.Reader;

    /// <summary>Reads the store without a word about damage: for looking through runs that were not asked about.</summary>
    public IRunReader Quiet { get; }

    /// <summary><see cref="ExitCode.NotFoundOrDamaged"/> where damage was met while reading, else success.</summary>
    public int ExitCode => _told.Count > 0 ? Cli.ExitCode.NotFoundOrDamaged : Cli.ExitCode.Success;

    public static OpenStore At(StoreSettings settings, Terminal terminal) => new(StoreLocation.Resolve(settings.Store, terminal), terminal);

    /// <summary>The one run that a text names.</summary>
    /// <exception cref="ToolException">None, or several.</exception>
    public async Task<RunSummary> FindAsync(string run, CancellationToken cancellationToken)
    {
        var id = (await new RunFinder(Quiet).FindAsync(run, cancellationToken)).Id;
        return await Reader.GetRunAsync(id, cancellationToken) ?? throw ToolException.NotFound($"run {id} is gone; it was deleted a moment ago.");
    }
}
