using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Parquet;
using Parquet.Serialization;

namespace ModelTracking.Neptune.Exported;

/// <summary>Reads what neptune-exporter wrote: a run is one or more Parquet files, of which <c>part_0</c> was written last.</summary>
internal static partial class ExportedRuns
{
    [GeneratedRegex(@"^(?<run>.*)_part_(?<number>\d+)\.parquet$")]
    private static partial Regex Part();

    public static async IAsyncEnumerable<NeptuneRun> ReadAsync(string[] files, List<string> problems, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var runs = files.Select(f => (File: f, Part: Part().Match(Path.GetFileName(f)))).Where(f => f.Part.Success)
            .GroupBy(f => Path.Combine(Path.GetDirectoryName(f.File)!, f.Part.Groups["run"].Value))
            .OrderBy(g => g.Key, StringComparer.Ordinal);
        foreach (var run in runs)
        {
            var parts = run.OrderBy(p => int.Parse(p.Part.Groups["number"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            if (parts[0].Part.Groups["number"].Value != "0")
            {
                problems.Add($"'{run.Key}' has no part 0: the export of this run was not finished, and is left out.");
                continue;
            }

            if (await TryReadAsync([.. parts.Select(p => p.File)], problems, cancellationToken).ConfigureAwait(false) is { } read)
            {
                yield return read;
            }
        }
    }

    private static async Task<NeptuneRun?> TryReadAsync(string[] parts, List<string> problems, CancellationToken cancellationToken)
    {
        ExportedRows? rows = null;
        foreach (var file in parts)
        {
            try
            {
                var stream = File.OpenRead(file);
                await using (stream.ConfigureAwait(false))
                {
                    var count = await GroupsAsync(stream, cancellationToken).ConfigureAwait(false);
                    for (var group = 0; group < count; group++)
                    {
                        stream.Position = 0;
                        foreach (var row in (await ParquetSerializer.DeserializeUntypedAsync(stream, rowGroupIndex: group, cancellationToken: cancellationToken).ConfigureAwait(false)).Data)
                        {
                            rows ??= new ExportedRows(row["project_id"]?.ToString() ?? "", row["run_id"]?.ToString() ?? "", FilesOf(file));
                            rows.Add(row);
                        }
                    }
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ParquetException or InvalidOperationException or KeyNotFoundException or InvalidCastException)
            {
                problems.Add($"'{file}' could not be read: {exception.Message}");
            }
        }

        return rows?.Complete();
    }

    private static async Task<int> GroupsAsync(Stream stream, CancellationToken cancellationToken)
    {
        var reader = await ParquetReader.CreateAsync(stream, leaveStreamOpen: true, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            return reader.RowGroupCount;
        }
    }

    // exports/data/PROJECT/RUN_part_0.parquet has its files below exports/files.
    private static string FilesOf(string file)
    {
        var data = Path.GetDirectoryName(Path.GetDirectoryName(file));
        return Path.Combine(Path.GetDirectoryName(data ?? "") ?? "", "files");
    }
}
