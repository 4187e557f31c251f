using Microsoft.Data.Sqlite;

namespace ModelTracking.Neptune.Spool;

/// <summary>A SQLite file in which the 3.x client kept what it had not sent.</summary>
internal static class SpoolFile
{
    private const int CreatesRun = 1;

    /// <summary>Reads a spool; null, and a word about it, where the file is none.</summary>
    public static NeptuneRun? TryRead(string file, List<string> problems)
    {
        // A copy with the journal beside it: reading may write to both, and these are the only ones there are. Others cannot open its folder.
        var folder = Directory.CreateTempSubdirectory("neptune-");
        var copy = Path.Combine(folder.FullName, "spool.sqlite3");
        try
        {
            foreach (var end in (string[])["", "-wal"])
            {
                if (File.Exists(file + end))
                {
                    File.Copy(file + end, copy + end);
                }
            }

            return Read(copy, file);
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            problems.Add($"'{file}' could not be read as a spool: {exception.Message}");
            return null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static NeptuneRun Read(string copy, string file)
    {
        using var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Pooling = false }.ToString());
        database.Open();
        var run = ReadRun(database, file);
        using (var operations = Query(database, "SELECT operation_type, operation FROM run_operations ORDER BY sequence_id"))
        {
            while (operations.Read())
            {
                var message = operations.GetFieldValue<byte[]>(1);
                if (operations.GetInt32(0) == CreatesRun)
                {
                    SpoolMessages.Create(run, message);
                }
                else
                {
                    SpoolMessages.Update(run, message);
                }
            }
        }

        ReadFiles(database, run);
        ReadErrors(database, run);
        return run;
    }

    // The message that makes the run is gone where the server had taken it.
    private static NeptuneRun ReadRun(SqliteConnection database, string file)
    {
        using var metadata = Query(database, "SELECT project, run_id FROM metadata ORDER BY id DESC LIMIT 1");
        return metadata.Read() ? new NeptuneRun(metadata.GetString(0), metadata.GetString(1)) : throw new InvalidDataException($"the spool does not say whose run it holds ('{Path.GetFileName(file)}' has no metadata).");
    }

    private static void ReadFiles(SqliteConnection database, NeptuneRun run)
    {
        if (!Has(database, "file_upload_requests"))
        {
            return;
        }

        using var files = Query(database, "SELECT source_path, destination FROM file_upload_requests ORDER BY id");
        while (files.Read())
        {
            run.AddFile($"files/{files.GetString(1)}", files.GetString(0));
        }
    }

    // Their text is a Python pickle, which nobody should unpack.
    private static void ReadErrors(SqliteConnection database, NeptuneRun run)
    {
        if (!Has(database, "operation_errors"))
        {
            return;
        }

        using var errors = Query(database, "SELECT error_type, count(*) FROM operation_errors GROUP BY error_type");
        while (errors.Read())
        {
            run.Problems.Add($"the server had refused {errors.GetInt64(1)} operations ({errors.GetString(0)}).");
        }
    }

    private static bool Has(SqliteConnection database, string table)
    {
        using var command = database.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = $name";
        command.Parameters.AddWithValue("$name", table);
        return (long)command.ExecuteScalar()! > 0;
    }

    private static SqliteDataReader Query(SqliteConnection database, string text)
    {
        var command = database.CreateCommand();
#pragma warning disable CA2100 // The texts stand in this file.
        command.CommandText = text;
#pragma warning restore CA2100
        return command.ExecuteReader();
    }
}
