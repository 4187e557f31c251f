using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Json;
using ModelTracking.Dashboard.Live;
using ModelTracking.Reading;
using ModelTracking.Reading.Filters;

namespace ModelTracking.Dashboard.Api;

/// <summary>Lists, finds and groups runs.</summary>
internal static class RunsApi
{
    /// <summary>What every row begins with.</summary>
    public const string Facts = "run_id, run_name, experiment, status, start_time, duration, parent_id, tags.modeltracking.starred";
    private const int CountOfFacts = 8;

    public static void Map(EndpointMap map, DashboardSource source, StoreWatch watch, DashboardOptions options)
    {
        var tables = new TableCache(watch, options.TimeProvider);
        map.Read("/api/runs", context => RowsAsync(context, source, tables));
        map.Read("/api/groups", context => GroupsAsync(context, source, tables));
        map.Read("/api/fields", context => FieldsAsync(context, source));
        map.Read("/api/experiments", context => ExperimentsAsync(context, source, tables));
        map.Read("/api/check", CheckAsync);
    }

    private static async Task RowsAsync(HttpContext context, DashboardSource source, TableCache tables)
    {
        var from = Ask.Number(context, "from", 0, 0, int.MaxValue);
        var limit = Ask.Number(context, "limit", 100, 0, Limits.Rows);
        var (table, revision) = await AskAsync(context, source, tables);
        var bytes = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(bytes);
        WriteRows(json, table, revision, from, limit, Ask.Text(context, "constant") == "1" ? ConstantColumns.Of(table, CountOfFacts) : null);
        await json.FlushAsync(context.RequestAborted);
        await Answer.JsonAsync(context, bytes.WrittenMemory);
    }

    /// <summary>Writes rows of a table whose first columns are <see cref="Facts"/>.</summary>
    public static void WriteRows(Utf8JsonWriter json, RunTable table, string revision, int from, int limit, IReadOnlyList<string>? constant = null)
    {
        json.WriteStartObject();
        json.WriteNumber("total", table.Rows.Count);
        json.WriteNumber("from", from);
        json.WriteString("revision", revision);
        json.WriteStartArray("columns");
        foreach (var column in table.Columns.Skip(CountOfFacts))
        {
            json.WriteStringValue(column.Name);
        }

        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var row in table.Rows.Skip(from).Take(limit))
        {
            json.WriteStartArray();
            foreach (var cell in row)
            {
                CellJson.Write(json, cell);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        if (constant is not null)
        {
            json.WriteStartArray("constant");
            foreach (var column in constant)
            {
                json.WriteStringValue(column);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static async Task GroupsAsync(HttpContext context, DashboardSource source, TableCache tables)
    {
        var by = Ask.Text(context, "by", Limits.KeyLength);
        if (by.Length == 0)
        {
            throw ApiException.Bad("'by' names what to group by, for example params.model.");
        }

        var (table, _) = await AskAsync(context, source, tables, by);
        var bytes = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(bytes);
        RunGroups.Write(json, table, CountOfFacts);
        await json.FlushAsync(context.RequestAborted);
        await Answer.JsonAsync(context, bytes.WrittenMemory);
    }

    private static async Task FieldsAsync(HttpContext context, DashboardSource source)
    {
        var fields = await new RunQuery(source.For(context).Runs).ToFieldsAsync(context.RequestAborted);
        await Answer.JsonAsync(context, new FieldsDto([.. fields.Take(Limits.Fields).Select(f => f.ToString())], fields.Count), DashboardJson.Default.FieldsDto);
    }

    private static async Task ExperimentsAsync(HttpContext context, DashboardSource source, TableCache tables)
    {
        var (table, _) = await tables.ReadAsync(source.For(context), "", "", "experiment, status, start_time", "", context.RequestAborted);
        var experiments = table.Rows
            .GroupBy(r => r[0] as string ?? "", StringComparer.Ordinal)
            .Select(g => new ExperimentDto(
                g.Key, g.Count(), g.Count(r => r[1] as string == "RUNNING"), g.Max(r => r[2] is DateTimeOffset time ? time.ToUnixTimeMilliseconds() : 0)))
            .OrderByDescending(e => e.LastStart);
        await Answer.JsonAsync(context, new ExperimentsDto([.. experiments.Take(Limits.Fields)], table.Rows.Count), DashboardJson.Default.ExperimentsDto);
    }

    // An error is the answer to a check, not a failure of it.
    private static Task CheckAsync(HttpContext context)
    {
        try
        {
            return Answer.JsonAsync(context, QueryParts.Of(RunSearch.Parse(Ask.Text(context, "q"))), DashboardJson.Default.ProblemDto);
        }
        catch (FilterException exception)
        {
            return Answer.JsonAsync(context, Explanation.Of(exception), DashboardJson.Default.ProblemDto);
        }
    }

    private static Task<(RunTable Table, string Revision)> AskAsync(HttpContext context, DashboardSource source, TableCache tables, string more = "")
    {
        var columns = Ask.Text(context, "columns");
        var parts = new[] { Facts, more, columns }.Where(c => c.Length > 0);
        return tables.ReadAsync(source.For(context), RunScope.Of(context), Ask.Text(context, "q"), string.Join(", ", parts), Ask.Text(context, "sort"), context.RequestAborted);
    }
}
