using Microsoft.ML;
using ModelTracking.MLNet.Runs;
using ModelTracking.Reading;

namespace ModelTracking;

/// <summary>Gives tracked runs to ML.NET as data.</summary>
public static class MLNetQueryExtensions
{
    /// <summary>
    /// The runs of a query as data, one row each, to be looked at or learned from with ML.NET: which params decide, which runs are
    /// outliers. Numbers are <see cref="float"/> and missing ones NaN, as trainers expect; texts are text, missing ones empty; times are
    /// <see cref="DateTimeOffset"/>, lengths of time seconds; true and false are Boolean, or numbers where some runs have neither.
    /// </summary>
    /// <param name="query">Which runs, in which order.</param>
    /// <param name="columns">
    /// Columns such as <c>params.lr, best(metrics.accuracy) AS Label</c>. Default: those of the query, else name, experiment, status, duration and all
    /// params, metrics (last values) and tags, named as in the query language.
    /// </param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Data in memory; it does not change when runs do.</returns>
    /// <exception cref="ModelTracking.Reading.Filters.FilterException">The columns are no list of values.</exception>
    public static async Task<IDataView> ToDataViewAsync(this RunQuery query, string? columns = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (columns is null && query.Search.Columns.Count == 0)
        {
            columns = await RunColumns.AllAsync(query, cancellationToken).ConfigureAwait(false);
        }

        return RunDataView.Of(await query.ToTableAsync(columns, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>See <see cref="ToDataViewAsync"/>; waits for the runs to be read.</summary>
    /// <param name="query">Which runs, in which order.</param>
    /// <param name="columns">See <see cref="ToDataViewAsync"/>.</param>
    public static IDataView ToDataView(this RunQuery query, string? columns = null) => query.ToDataViewAsync(columns).GetAwaiter().GetResult();
}
