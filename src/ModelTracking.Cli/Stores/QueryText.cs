using ModelTracking.Reading;
using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Cli.Stores;

/// <summary>Tells what in a query is probably misspelt.</summary>
internal static class QueryText
{
    /// <summary>Warns of keys that no run has, with a mark below each.</summary>
    /// <returns>True where there is one.</returns>
    public static async Task<bool> WarnAsync(RunQuery query, string? text, Terminal terminal, CancellationToken cancellationToken)
    {
        var unknown = await query.FindUnknownKeysAsync(text, cancellationToken);
        foreach (var key in unknown)
        {
            terminal.Tell("warning", $"{key.Problem}{(key.Suggestion is null ? "" : $" Did you mean {key.Suggestion}?")}");
            terminal.Error.WriteLine(key.Marked());
        }

        return unknown.Count > 0;
    }

    /// <summary>The same without runs that were put away.</summary>
    public static RunQuery WithoutArchived(RunQuery query) => query.Where(Field.Tag(RunTags.Archived).IsNull());

    /// <summary>The query that a text asks for; null and blank ask for all runs.</summary>
    public static RunQuery Of(IRunReader reader, Terminal terminal, string? text, string? columns, string? experiment)
    {
        var query = new RunQuery(reader, terminal.Time);
        query = columns is null ? query : query.Select(columns);
        query = text is null ? query : query.Where(text);
        return experiment is null ? query : query.Where(Field.Experiment.Is(experiment));
    }
}
