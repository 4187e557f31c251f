using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Reading.Matching;

/// <summary>Answers "has this been tried?".</summary>
public static class RunMatcher
{
    /// <summary>
    /// Runs that were, or are, the training that a signature tells of, newest first. A run whose code or data is known to be
    /// other than asked for is no match; one that does not tell is, and says so.
    /// </summary>
    /// <param name="reader">Where the runs are.</param>
    /// <param name="signature">What is looked for.</param>
    /// <param name="timeProvider">The clock. Default: the system's.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<IReadOnlyList<RunMatch>> FindAsync(IRunReader reader, RunSignature signature, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(signature);
        var query = new RunQuery(reader, timeProvider);
        query = signature.Experiment is { } experiment ? query.Where(Field.Experiment.Is(experiment)) : query;
        foreach (var (key, value) in signature.Params)
        {
            query = query.Where(Condition(key, value));
        }

        var found = new List<RunMatch>();
        await foreach (var run in query.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var (code, data) = (IsSameCode(run, signature), IsSameData(run, signature));
            if (code != false && data != false && HasParams(run, signature))
            {
                found.Add(new RunMatch(run, code, data));
            }
        }

        return found;
    }

    // The catalog tells most runs apart; the types are looked at once the run is read.
    private static RunFilter Condition(string key, ParamValue value) => value.ToObject() switch
    {
        null => new HasFilter(FieldKind.Param, key),
        bool boolean => Field.Param(key).Is(boolean),
        double.NaN => Field.Param(key).IsNan(),
        double number => Field.Param(key).Is(number),
        long number => Field.Param(key).Is(number),
        var text => Field.Param(key).Is((string)text),
    };

    private static bool HasParams(RunSummary run, RunSignature signature) =>
        signature.Params.All(p => run.Param(p.Key) is { } value && IsSame(value, p.Value))
        && (!signature.IsWholeConfig || run.Params.Count == signature.Params.Count);

    private static bool IsSame(ParamValue a, ParamValue b) => a == b || a.ToString() == b.ToString()
        || (a.TryGetNumber(out var left) && b.TryGetNumber(out var right) && left.Equals(right));

    private static bool? IsSameCode(RunSummary run, RunSignature signature)
    {
        if (signature.Commit is null || run.Code is not [.., { Commit: { } commit }])
        {
            return null;
        }

        if (!commit.StartsWith(signature.Commit, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        return signature.Patch is null ? true : RunSignature.PatchOf(run) is { } patch ? patch == signature.Patch : null;
    }

    private static bool? IsSameData(RunSummary run, RunSignature signature) => signature.Data.Count == 0 || run.Datasets.Count == 0
        ? null
        : signature.Data.All(d => run.Datasets.Any(o => Hash(o.Digest).StartsWith(Hash(d), StringComparison.OrdinalIgnoreCase)));

    private static string Hash(string digest) => digest.StartsWith("sha256:", StringComparison.Ordinal) ? digest[7..] : digest;
}
