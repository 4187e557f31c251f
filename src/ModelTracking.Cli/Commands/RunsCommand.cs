using System.ComponentModel;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Reading;
using ModelTracking.Records;
using ModelTracking.Sharing;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Lists runs.</summary>
[Description("List runs, newest first, or those that meet a query. A metric shows its last value, and its best one in brackets.")]
internal sealed class RunsCommand(Terminal terminal) : AsyncCommand<RunsCommand.Settings>
{
    private const int DefaultLimit = 25;

    internal sealed class Settings : StoreSettings
    {
        [CommandArgument(0, "[QUERY]")]
        [Description("[[SELECT VALUES WHERE]] CONDITION [[ORDER BY VALUES]] [[LIMIT N]], for example \"metrics.accuracy > 0.9 AND (params.lr IN (0.01, 0.1) OR tags.owner IS NULL) ORDER BY min(metrics.loss)\".")]
        public string? Query { get; init; }

        [CommandOption("--columns|-c <VALUES>")]
        [Description("What to show of each run, for example \"run_name, params.lr, metrics.f1 / params.cost AS value\"; the query may use the names.")]
        public string? Columns { get; init; }

        [CommandOption("--experiment|-e <NAME>")]
        [Description("Only runs of this experiment.")]
        public string? Experiment { get; init; }

        [CommandOption("--view <NAME>")]
        [Description("A view that was saved in the dashboard, by name or id: its query, experiment, columns and order, each unless given here.")]
        public string? View { get; init; }

        [CommandOption("--sort|-s <KEY>")]
        [Description("start, name, status, duration, experiment, metrics.KEY (best where a goal is declared, else last) or params.KEY; -KEY turns it round.")]
        public string? Sort { get; init; }

        [CommandOption("--desc")]
        [Description("Greatest first.")]
        public bool Descending { get; init; }

        [CommandOption("--limit|-n <COUNT>")]
        [Description("How many at most; 0 for all. Default: 25, with --json all.")]
        public int? Limit { get; init; }

        [CommandOption("--archived")]
        [Description("List runs that were put away, too; a query finds them anyway.")]
        public bool Archived { get; init; }

        [CommandOption("--json")]
        [Description("Print a JSON list with everything about each run but its points, or with the columns that were asked for.")]
        public bool Json { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var limit = settings.Limit ?? (settings.Json ? 0 : DefaultLimit);
        if (limit < 0)
        {
            throw ToolException.BadUsage($"--limit {limit} makes no sense; give a number from 1, or 0 for all runs.");
        }

        var order = RunOrder.Parse(settings.Sort, settings.Descending);
        var store = OpenStore.At(settings, terminal);
        var view = settings.View is { } name ? ViewFinder.Runs(settings, terminal, name) : null;
        var query = view is null ? QueryText.Of(store.Reader, terminal, settings.Query, settings.Columns, settings.Experiment) : QueryOf(view, store, settings);
        if (settings.Sort is not null && (query.Search.OrderBy.Count > 0 || query.Search.Columns.Count > 0))
        {
            throw ToolException.BadUsage("--sort does not go with columns or an ORDER BY of the query; write ORDER BY alone.");
        }

        var listed = settings.Query is null && !settings.Archived ? QueryText.WithoutArchived(query) : query;
        var found = await FindAsync(listed, order, settings, limit, cancellationToken);
        var isMisspelt = (settings.Query ?? settings.Columns) is not null && await QueryText.WarnAsync(query, settings.Columns is null ? settings.Query : null, terminal, cancellationToken);
        if (found.Total == 0 && settings.Experiment is { } experiment)
        {
            await SayThatThereIsNone(store, experiment, cancellationToken);
        }

        if (settings.Json)
        {
            await WriteJsonAsync(found, cancellationToken);
        }
        else if (found.Total == 0)
        {
            terminal.Console.WriteLine(settings.Query is null && view is null ? $"No runs yet in {store.Files.Folder}." : "No run meets this query.", Palette.Quiet);
        }
        else
        {
            Write(found, order);
        }

        return found.Total == 0 && isMisspelt ? ExitCode.NotFoundOrDamaged : ExitCode.Success;
    }

    // What is given on the command line comes last, so that it goes on from the view.
    private RunQuery QueryOf(SavedView view, OpenStore store, Settings settings)
    {
        var columns = settings.Columns ?? (view.Columns.Count == 0 ? null : string.Join(", ", view.Columns.Prepend("run_name").Distinct()));
        var query = QueryText.Of(store.Reader, terminal, view.Query.Length == 0 ? null : view.Query, columns, settings.Experiment ?? (view.Experiment.Length == 0 ? null : view.Experiment));
        query = view.ShowsNested ? query : query.Where("parent_id IS NULL");
        query = view.Sort.Length == 0 || settings.Sort is not null || settings.Descending ? query : query.OrderBy(view.Sort);
        return settings.Query is null ? query : query.Where(settings.Query);
    }

    private static async Task<Found> FindAsync(RunQuery query, RunOrder order, Settings settings, int limit, CancellationToken cancellationToken)
    {
        if (query.Search.Columns.Count > 0)
        {
            var all = await query.CountAsync(cancellationToken);
            return new Found(all, [], await Limited(query, limit).ToTableAsync(cancellationToken: cancellationToken));
        }

        if (settings.Sort is not null || settings.Descending)
        {
            var all = await query.ToListAsync(cancellationToken);
            var sorted = order.Sort(all);
            return new Found(all.Count, limit == 0 ? sorted : [.. sorted.Take(limit)], null);
        }

        var page = await query.ToPageAsync(limit == 0 ? int.MaxValue : limit, null, cancellationToken);
        var asked = query.Fields.Count == 0 || settings.Query is null || settings.Json ? null : await Limited(query, limit).ToTableAsync(string.Join(", ", query.Fields), cancellationToken);
        return new Found(page.Total, page.Runs, asked);
    }

    private static RunQuery Limited(RunQuery query, int limit) => limit == 0 ? query : query.Take(limit);

    private async Task WriteJsonAsync(Found found, CancellationToken cancellationToken)
    {
        if (found.Table is { } table)
        {
            TableJson.Write(terminal, table);
            return;
        }

        await ToolJson.WriteAsync(terminal, [.. found.Runs.Select(RunJson.Of)], ToolJson.Output.IReadOnlyListRunJson, cancellationToken);
    }

    private void Write(Found found, RunOrder order)
    {
        var zone = terminal.Time.LocalTimeZone;
        var shown = found.Runs.Count;
        if (found is { Runs.Count: 0, Table: { } table })
        {
            shown = table.Rows.Count;
            new FittedTable([new Views.TableColumn("id", [.. table.Ids.Select(i => Cell.Quiet(Format.Id(i)))]), .. ValueColumns.Of(table, zone)]).Write(terminal.Console);
        }
        else
        {
            // A run that was deleted between the two looks has no values.
            var rows = found.Table?.Ids.Select((id, row) => (id, row)).ToDictionary(r => r.id, r => found.Table.Rows[r.row]);
            var asked = found.Table is null ? null : found.Table with { Ids = [.. found.Runs.Select(r => r.Id)], Rows = [.. found.Runs.Select(r => rows!.GetValueOrDefault(r.Id) ?? new object?[found.Table.Columns.Count])] };
            new RunListView(terminal.Console, terminal.Time.GetUtcNow()).Write(found.Runs, order.Metric, asked is null ? null : ValueColumns.Of(asked, zone));
        }

        if (shown < found.Total)
        {
            terminal.Console.WriteLine();
            terminal.Console.WriteLine($"{Format.Count(shown)} of {Format.Count(found.Total, "run")}; --limit 0 lists all.", Palette.Quiet);
        }
    }

    private static async Task SayThatThereIsNone(OpenStore store, string experiment, CancellationToken cancellationToken)
    {
        var known = (await store.Reader.ListExperimentsAsync(cancellationToken)).Select(e => e.Name).ToList();
        if (known.Count > 0 && !known.Contains(experiment))
        {
            throw ToolException.NotFound($"there is no experiment '{experiment}'.{Suggestion.DidYouMean(experiment, known)} There are: {string.Join(", ", known.Take(10))}{(known.Count > 10 ? ", …" : "")}.");
        }
    }

    /// <param name="Total">How many runs meet the query.</param>
    /// <param name="Runs">Those that are shown; none where columns were asked for.</param>
    /// <param name="Table">The columns that were asked for, or the fields that the query names.</param>
    private sealed record Found(int Total, IReadOnlyList<RunSummary> Runs, RunTable? Table);
}
