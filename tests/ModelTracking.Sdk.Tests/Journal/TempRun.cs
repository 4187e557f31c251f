using ModelTracking.Journal;
using ModelTracking.Records;

namespace ModelTracking.Tests.Journal;

/// <summary>A run folder in a temporary place, and short words for what tests do with it.</summary>
internal sealed class TempRun : IDisposable
{
    public static readonly RunId Id = RunId.Parse("0123456789abcdef0123456789abcdef");
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public TempRun() => Folder = Directory.CreateTempSubdirectory("mt-journal-").FullName;

    public string Folder { get; }

    public IJournalFiles Files { get; init; } = JournalFiles.Real;

    public List<JournalProblem> Problems { get; } = [];

    public RunJournal Reader => new(Files, TimeProvider.System, Problems.Add);

    public string PathOf(string name) => Path.Combine(Folder, name);

    public JournalWriter Open(string writer, JournalWriterOptions? options = null) =>
        JournalWriter.Open(Folder, Id, writer, Files, options);

    /// <summary>Writes records as one writer that then closes.</summary>
    public void Write(string writer, params TrackingRecord[] records) => Write(writer, TimeProvider.System, records);

    /// <inheritdoc cref="Write(string, TrackingRecord[])" />
    public void Write(string writer, TimeProvider time, params TrackingRecord[] records)
    {
        using var journal = Open(writer, new JournalWriterOptions { Time = time });
        foreach (var record in records)
        {
            journal.Append([record]);
        }

        journal.Sync();
    }

    public SealOutcome Seal(bool evenIfCrashed = false) => Sealer.Seal(Folder, Files, TimeProvider.System, evenIfCrashed, Problems.Add);

    public List<Told> ReadAll(params WriterPosition[] after) => Told.From(Reader.ReadRecords(Folder, after));

    public string[] Names() => [.. Directory.GetFiles(Folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public static RunStarted Started(long sequence) => new("exp", "run") { Sequence = sequence, Time = Start };

    public static RunEnded Ended(long sequence) => new(RunStatus.Finished) { Sequence = sequence, Time = Start.AddHours(1) };

    public static ParamLogged Param(long sequence, string key, ParamValue value) => new(key, value) { Sequence = sequence, Time = Start };

    public static MetricsLogged Metrics(long sequence, MetricKey key, params MetricPoint[] points) =>
        new(key, points) { Sequence = sequence, Time = Start };

    /// <summary>Points at regular steps with float32 values.</summary>
    public static MetricPoint[] Curve(int count, long firstStep = 0) =>
        [.. Enumerable.Range(0, count).Select(i => new MetricPoint(
            (float)Math.Sin((firstStep + i) * 0.1), firstStep + i, UnixTime.ToMicroseconds(Start) + ((firstStep + i) * 300) + (i * 7919 % 40)))];
}
