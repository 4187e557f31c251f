using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using ModelTracking.Records;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>Runs in SQLite, in the shapes and with the keys and indexes of MLflow's tables.</summary>
internal sealed class MlflowTables : IDisposable
{
    public const string FileName = "mlflow.db";

    private const string Shapes = """
        CREATE TABLE runs (run_uuid VARCHAR(32) NOT NULL PRIMARY KEY, name VARCHAR(250), status VARCHAR(9), start_time BIGINT, end_time BIGINT, lifecycle_stage VARCHAR(20), experiment_id INTEGER);
        CREATE TABLE params (key VARCHAR(250) NOT NULL, value VARCHAR(8000) NOT NULL, run_uuid VARCHAR(32) NOT NULL, PRIMARY KEY (key, run_uuid));
        CREATE TABLE tags (key VARCHAR(250) NOT NULL, value VARCHAR(8000), run_uuid VARCHAR(32) NOT NULL, PRIMARY KEY (key, run_uuid));
        CREATE TABLE latest_metrics (key VARCHAR(250) NOT NULL, value FLOAT NOT NULL, timestamp BIGINT, step BIGINT NOT NULL, is_nan BOOLEAN NOT NULL, run_uuid VARCHAR(32) NOT NULL, PRIMARY KEY (key, run_uuid));
        CREATE TABLE metrics (key VARCHAR(250) NOT NULL, value FLOAT NOT NULL, timestamp BIGINT NOT NULL, run_uuid VARCHAR(32) NOT NULL, step BIGINT NOT NULL, is_nan BOOLEAN NOT NULL, PRIMARY KEY (key, timestamp, step, run_uuid, value, is_nan));
        """;

    private const string Indexes = """
        CREATE INDEX index_params_run_uuid ON params (run_uuid);
        CREATE INDEX index_tags_run_uuid ON tags (run_uuid);
        CREATE INDEX index_latest_metrics_run_uuid ON latest_metrics (run_uuid);
        CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
        ANALYZE;
        """;

    private readonly SqliteConnection _database;
    private readonly Dictionary<string, SqliteCommand> _inserts = [];
    private SqliteTransaction? _transaction;

    private MlflowTables(string folder)
    {
        Directory.CreateDirectory(folder);
        _database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, FileName), Pooling = false }.ToString());
        _database.Open();
        // SQLite has the operator but no function behind it; MLflow's store registers one as well.
        _database.CreateFunction("regexp", (string pattern, string? text) => text is not null && Regex.IsMatch(text, pattern), isDeterministic: true);
        Execute("PRAGMA cache_size = -262144; PRAGMA mmap_size = 8589934592;");
    }

    public static MlflowTables Open(string folder) => new(folder);

    public static MlflowTables Create(string folder)
    {
        var tables = new MlflowTables(folder);
        tables.Execute("PRAGMA synchronous = OFF;");
        tables.Execute(Shapes);
        tables._transaction = tables._database.BeginTransaction();
        return tables;
    }

    public void Add(RunId id, IReadOnlyList<TrackingRecord> records)
    {
        var (run, started, ended) = (id.ToString(), (RunStarted)records[0], (RunEnded)records[^1]);
        Insert("INSERT INTO runs VALUES ($1, $2, $3, $4, $5, 'active', 1)", run, started.Name, "FINISHED", started.Time.ToUnixTimeMilliseconds(), ended.Time.ToUnixTimeMilliseconds());
        foreach (var record in records)
        {
            switch (record)
            {
                case ParamLogged param:
                    Insert("INSERT INTO params VALUES ($1, $2, $3)", param.Key, param.Value.ToString(), run);
                    break;
                case TagSet tag:
                    Insert("INSERT INTO tags VALUES ($1, $2, $3)", tag.Key, tag.Value!, run);
                    break;
                case MetricsLogged metric:
                    foreach (var point in metric.Points.Span)
                    {
                        Insert("INSERT INTO metrics VALUES ($1, $2, $3, $4, $5, 0)", metric.Key.Name, point.Value, point.Time.ToUnixTimeMilliseconds(), run, point.Step!.Value);
                    }

                    var last = metric.Points.Span[^1];
                    Insert("INSERT INTO latest_metrics VALUES ($1, $2, $3, $4, 0, $5)", metric.Key.Name, last.Value, last.Time.ToUnixTimeMilliseconds(), last.Step!.Value, run);
                    break;
            }
        }
    }

    public void Complete()
    {
        _transaction!.Commit();
        Execute(Indexes);
    }

    /// <summary>The number that a query answers.</summary>
    public long Number(string sql)
    {
        using var command = Command(sql);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Reads all rows and says how many there are.</summary>
    public long Rows(string sql)
    {
        using var command = Command(sql);
        using var reader = command.ExecuteReader();
        var rows = 0L;
        while (reader.Read())
        {
            _ = reader.GetString(0);
            rows++;
        }

        return rows;
    }

    public void Dispose()
    {
        foreach (var insert in _inserts.Values)
        {
            insert.Dispose();
        }

        _transaction?.Dispose();
        _database.Dispose();
    }

    private void Insert(string sql, params object[] values)
    {
        if (!_inserts.TryGetValue(sql, out var command))
        {
            _inserts[sql] = command = Command(sql);
            command.Transaction = _transaction;
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters.AddWithValue($"${i + 1}", values[i]);
            }
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

    private void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql)
    {
        var command = _database.CreateCommand();
#pragma warning disable CA2100 // The texts stand in this program.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
