using ModelTracking.Records;

namespace ModelTracking.Reading;

/// <summary>
/// A reader whose server can leave out runs by itself. It is sent what MLflow's filter language can say of a query; the
/// rest is decided here, so a server that leaves out too few runs does no harm, and one that leaves out too many does. Such a server knows
/// the last value of each metric alone; smallest, greatest, first and mean are worked out from the points.
/// </summary>
public interface ISearchRuns
{
    /// <summary>Runs that meet a filter in MLflow's language (see <see cref="MlflowFilter"/>).</summary>
    IAsyncEnumerable<RunSummary> SearchRunsAsync(string mlflowFilter, CancellationToken cancellationToken = default);
}
