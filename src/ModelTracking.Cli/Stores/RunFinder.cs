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

        // Names and ids come out of the catalog, so that only the run that is meant is read.
        var table = await new RunQuery(reader).ToTableAsync("run_name, experiment", cancellationToken);
        var all = table.Ids.Select((run, row) => (Id: run, Name: (string)table.Rows[row][0]!, Experiment: (string)table.Rows[row][1]!)).ToList();
        if (all.Count == 0)
        {
            throw ToolException.NotFound("the store holds no runs yet; log one first.");
        }

        var named = all.Where(r => r.Name == text || IsPrefix(text, r.Id)).ToList();
        var found = named switch
        {
            [var one] => one.Id,
            [] when text == Latest => all[0].Id,
            [] => throw ToolException.NotFound($"no run is called '{text}', and no id begins so.{Suggestion.DidYouMean(text, all.Select(r => r.Name))} 'modeltracking runs' lists the runs."),
            _ => throw Ambiguous(text, named),
        };
        return await reader.GetRunAsync(found, cancellationToken) ?? throw ToolException.NotFound($"run {found} is gone; it was deleted a moment ago.");
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
