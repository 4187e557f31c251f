using ModelTracking.Records;

namespace ModelTracking.Reading;

/// <summary>What can be asked of any <see cref="IRunReader"/>. Thread-safe as the reader is.</summary>
public static class RunReaderExtensions
{
    /// <summary>All experiments, the one that was last active first. Reads no run where the store has a catalog.</summary>
    /// <param name="reader">Where the runs are.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<IReadOnlyList<ExperimentSummary>> ListExperimentsAsync(this IRunReader reader, CancellationToken cancellationToken = default)
    {
        var runs = await new RunQuery(reader).ToTableAsync("experiment, status, start_time, last_activity", cancellationToken).ConfigureAwait(false);
        return [.. runs.Rows
            .Select(r => (Name: (string?)r[0] ?? "", Status: Enum.Parse<RunStatus>((string)r[1]!, ignoreCase: true), Start: (DateTimeOffset)r[2]!, Last: (DateTimeOffset)r[3]!))
            .GroupBy(r => r.Name, StringComparer.Ordinal)
            .Select(e => new ExperimentSummary(e.Key, e.CountBy(r => r.Status), e.Min(r => r.Start), e.Max(r => r.Last)))
            .OrderByDescending(e => e.LastActivity)
            .ThenBy(e => e.Name, StringComparer.Ordinal)];
    }

    /// <summary>The reader as somebody may use it who sees some experiments alone: what belongs to others is as if it were not there, in searches too.</summary>
    /// <param name="reader">Where the runs are.</param>
    /// <param name="isVisible">Whether an experiment may be seen; asked often, and from several threads.</param>
    public static IRunReader OnlyExperiments(this IRunReader reader, Func<string, bool> isVisible)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(isVisible);
        return new ScopedReader(reader, isVisible);
    }

    private static Dictionary<TKey, int> CountBy<T, TKey>(this IEnumerable<T> items, Func<T, TKey> key)
        where TKey : notnull => items.GroupBy(key).ToDictionary(g => g.Key, g => g.Count());
}
