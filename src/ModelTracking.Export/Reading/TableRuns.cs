using System.Globalization;
using System.IO.Enumeration;
using ModelTracking.Backends;
using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Export.Reading;

/// <summary>Makes runs of rows: rows of one run that follow each other are written together. Not thread-safe.</summary>
internal sealed class TableRuns(string source, DateTimeOffset written, ImportOptions options, RunImporter importer)
{
    private const int MostProblems = 100;
    private readonly List<ImportOutcome> _outcomes = [];
    private readonly List<string> _problems = [];
    private readonly Dictionary<string, RunValue?> _fields = new(StringComparer.Ordinal);
    private ImportedRun? _run;
    private long _rows;
    private bool _hasTimes;

    public async Task AddAsync(IReadOnlyDictionary<string, object?> row, CancellationToken cancellationToken)
    {
        _rows++;
        var id = IdOf(row);
        if (_run is null || _run.Id != id)
        {
            await WriteAsync(cancellationToken).ConfigureAwait(false);
            _run = new ImportedRun(id, Text(row, "experiment") ?? options.Experiment ?? source, Text(row, "run_name") ?? Text(row, "name") ?? source);
        }

        _hasTimes |= Time(row, "time") is not null;
        if (row.ContainsKey("metric") && row.ContainsKey("value"))
        {
            AddPoint(_run, row);
        }
        else
        {
            AddFacts(_run, row);
        }
    }

    public async Task<ImportReport> CompleteAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(cancellationToken).ConfigureAwait(false);
        var byRun = _outcomes.GroupBy(o => o.Run).Select(g => new ImportOutcome(g.Key, g.Any(o => o.IsNew), g.Sum(o => o.Points), g.Sum(o => o.Values)));
        return new ImportReport(_rows, [.. byRun], _problems);
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (_run is { } run)
        {
            // Where no row tells a time, the file's own is the nearest to the truth.
            run.StartTime ??= _hasTimes ? null : (DateTimeOffset?)written;
            _outcomes.Add(await importer.WriteAsync(run, cancellationToken).ConfigureAwait(false));
        }

        (_run, _hasTimes) = (null, false);
    }

    // A run of ours keeps its identity; any other is known by what its row says of it.
    private RunId IdOf(IReadOnlyDictionary<string, object?> row)
    {
        var said = Text(row, "run_id") ?? Text(row, "id");
        if (said is not null && RunId.TryParse(said, out var id))
        {
            return id;
        }

        var name = said ?? Text(row, "run_name") ?? Text(row, "name");
        return row.ContainsKey("step") || name is not null
            ? RunImporter.IdOf("table", Text(row, "experiment") ?? options.Experiment ?? source, name ?? source)
            : RunImporter.IdOf(["table", source, .. row.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}")]);
    }

    private void AddPoint(ImportedRun run, IReadOnlyDictionary<string, object?> row)
    {
        if (Text(row, "metric") is not { } key || Number(row["value"]) is not { } value)
        {
            Problem($"Row {_rows} has no metric, or its value is no number.");
            return;
        }

        var context = Text(row, "context") is { } words ? MetricContext.FromString(words) : default;
        run.Add(new MetricKey(key, context), new MetricPoint(value, Step(row), Time(row, "time") ?? run.StartTime ?? DateTimeOffset.UnixEpoch));
    }

    private void AddFacts(ImportedRun run, IReadOnlyDictionary<string, object?> row)
    {
        run.Description = Text(row, "description") ?? run.Description;
        run.Error = Text(row, "error") ?? run.Error;
        run.StartTime = Time(row, "start_time") ?? run.StartTime;
        run.EndTime = Time(row, "end_time") ?? run.EndTime;
        run.ParentId = RunId.TryParse(Text(row, "parent_id") ?? "", out var parent) ? parent : run.ParentId;
        if (Text(row, "status") is { } status)
        {
            // A run that had not ended when it was written has no end that could be taken over.
            run.Status = Enum.TryParse<RunStatus>(status, ignoreCase: true, out var known) && known is RunStatus.Failed or RunStatus.Killed or RunStatus.Finished ? known : RunStatus.Killed;
        }

        var hasSteps = row.ContainsKey("step");
        var when = Time(row, "time") ?? run.EndTime ?? run.StartTime ?? DateTimeOffset.UnixEpoch;
        foreach (var (name, value) in row)
        {
            if (value is not null)
            {
                Add(run, name, value, hasSteps ? Step(row) : null, when);
            }
        }
    }

    private void Add(ImportedRun run, string name, object value, long? step, DateTimeOffset time)
    {
        switch (FieldOf(name))
        {
            case FieldValue { Kind: FieldKind.Param } param:
                run.Params[param.Key] = ParamValue.From(value);
                break;
            case FieldValue { Kind: FieldKind.Tag } tag:
                run.Tags[tag.Key] = Rows.Column.Text(value);
                break;
            case FieldValue field:
                run.Tags[$"{field.Kind.ToString().ToLowerInvariant()}.{field.Key}"] = Rows.Column.Text(value);
                break;
            case MetricValue { Aggregate: MetricAggregate.Last } metric when Number(value) is { } number:
                Add(run, metric.Metric, new MetricPoint(number, step, time));
                break;
            case MetricValue { Aggregate: MetricAggregate.Last }:
                Problem($"Row {_rows}: {name} is '{value}', which is no number.");
                break;
            case null when name is not ("step" or "time" or "id" or "name"):
                if (Number(value) is { } plain && IsMetric(name, step))
                {
                    Add(run, name, new MetricPoint(plain, step, time));
                }
                else
                {
                    run.Params[name] = ParamValue.From(value);
                }

                break;
        }
    }

    // A table of runs knows the last value alone.
    private static void Add(ImportedRun run, MetricKey metric, MetricPoint point)
    {
        if (point.Step is null)
        {
            run.AddLast(metric, point);
        }
        else
        {
            run.Add(metric, point);
        }
    }

    private bool IsMetric(string name, long? step) => options.Metrics.Count == 0 ? step is not null : options.Metrics.Any(m => FileSystemName.MatchesSimpleExpression(m, name));

    // What the query language does not know as a field is a plain column.
    private RunValue? FieldOf(string name)
    {
        if (!_fields.TryGetValue(name, out var field))
        {
            try
            {
                field = RunValue.Parse(name);
            }
            catch (FilterException)
            {
                field = null;
            }

            _fields[name] = field = field is FieldValue or MetricValue or AttributeValue ? field : null;
        }

        return field;
    }

    private static long? Step(IReadOnlyDictionary<string, object?> row) => row.GetValueOrDefault("step") is { } step && Number(step) is { } number ? (long)number : null;

    private static double? Number(object? value) => value switch
    {
        double number => number,
        long number => number,
        bool boolean => boolean ? 1 : 0,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static string? Text(IReadOnlyDictionary<string, object?> row, string column) => row.GetValueOrDefault(column) is { } value ? Rows.Column.Text(value) : null;

    private static DateTimeOffset? Time(IReadOnlyDictionary<string, object?> row, string column) => row.GetValueOrDefault(column) switch
    {
        DateTimeOffset time => time,
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) => time,
        // Milliseconds, as MLflow writes times; seconds where that would be in 1970.
        long number => number > 100_000_000_000 ? DateTimeOffset.FromUnixTimeMilliseconds(number) : DateTimeOffset.FromUnixTimeSeconds(number),
        double number when double.IsFinite(number) && Math.Abs(number) < 1e11 => DateTimeOffset.UnixEpoch.AddSeconds(number),
        _ => null,
    };

    private void Problem(string problem)
    {
        if (_problems.Count < MostProblems)
        {
            _problems.Add(problem);
        }
    }
}
