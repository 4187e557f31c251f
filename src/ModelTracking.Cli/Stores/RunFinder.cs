using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Cli.Stores;

/// <summary>Finds the run that a text names: an id, the beginning of one, a name, or <c>latest</c>.</summary>
internal sealed class RunFinder(IRunReader reader)
{
    /// <summary>Names the newest run.</summary>
    public const string Latest = "latest";

    /// <summary>The one run that is meant.</summary>
    /// <exception cref="ToolException">None, or several.</exception>
    public async Task<RunSummary> FindAsync(string text, CancellationToken cancellationToken)
    {
        if (RunId.TryParse(text, out var id))
        {
            return await reader.GetRunAsync(id, cancellationToken)
                ?? throw ToolException.NotFound($"there is no run {id} here; 'modeltracking runs' lists those there are.");
        }

        var all = await reader.ListRunsAsync(cancellationToken: cancellationToken).ToListAsync(cancellationToken);
        if (all.Count == 0)
        {
            throw ToolException.NotFound("the store holds no runs yet; log one first.");
        }

        var named = all.Where(r => r.Name == text || IsPrefix(text, r.Id)).ToList();
        return named switch
        {
            [var one] => one,
            [] when text == Latest => all[0],
            [] => throw ToolException.NotFound($"no run is called '{text}', and no id begins so.{Suggestion.DidYouMean(text, all.Select(r => r.Name))} 'modeltracking runs' lists the runs."),
            _ => throw Ambiguous(text, [.. named.Select(r => (r.Id, r.Name, r.Experiment))]),
        };
    }

    /// <summary>Whether a text is the beginning of an id.</summary>
    public static bool IsPrefix(string text, RunId id) => id.ToString().StartsWith(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>The error that lists what a text may mean.</summary>
    /// <param name="text">The text.</param>
    /// <param name="candidates">Newest first.</param>
    public static ToolException Ambiguous(string text, IReadOnlyList<(RunId Id, string Name, string Experiment)> candidates)
    {
        const int Shown = 8;
        var listed = string.Join(", ", candidates.Take(Shown).Select(c => $"{Distinct(c.Id)} ({c.Name}, {c.Experiment})"));
        var more = candidates.Count > Shown ? $" and {candidates.Count - Shown} more" : "";
        return ToolException.NotFound($"'{text}' names {candidates.Count} runs, newest first: {listed}{more}. Name one by its id.");

        // As many digits as tell it from the others, and never fewer than people see in lists.
        string Distinct(RunId id)
        {
            var length = Views.Format.ShortIdLength;
            while (length < RunId.Length && candidates.Count(c => IsPrefix(id.ToString()[..length], c.Id)) > 1)
            {
                length += 2;
            }

            return id.ToString()[..length];
        }
    }
}
