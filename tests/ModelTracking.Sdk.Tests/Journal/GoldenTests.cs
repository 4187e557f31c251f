using Microsoft.Extensions.Time.Testing;
using ModelTracking.Journal;
using ModelTracking.Records;

namespace ModelTracking.Tests.Journal;

/// <summary>
/// Files of format version 1 that stand in the repository: they must stay readable for ever, and as long as the
/// version is 1 the same records must give the same bytes. To make them anew on purpose, set MODELTRACKING_GOLDEN
/// to the folder that they stand in.
/// </summary>
public sealed class GoldenTests
{
    private const string Segment = "v1-aaaaaaaa-1.seg";
    private const string Sealed = "v1-run.sealed";

    [Fact]
    public void Files_of_version_1_are_read_as_they_were_meant()
    {
        foreach (var name in new[] { Segment, Sealed })
        {
            using var run = new TempRun();
            File.WriteAllBytes(run.PathOf(name[3..]), Fixture(name));

            Assert.Equal(Told.From("aaaaaaaa", Records()), run.ReadAll());
            var summary = run.Reader.ReadSummary(run.Folder)!;
            Assert.Equal(("exp", "run", RunStatus.Finished), (summary.Experiment, summary.Name, summary.Status));
            Assert.Equal(300, summary.Metric("loss")!.Count);
            Assert.Empty(run.Problems);
        }
    }

    [Fact]
    public void The_same_records_give_the_same_bytes_as_ever()
    {
        using var run = Write();
        var segment = File.ReadAllBytes(run.PathOf(Segment[3..]));
        Assert.Equal(SealOutcome.Sealed, Sealer.Seal(run.Folder, run.Files, new FakeTimeProvider(TempRun.Start)));
        var sealedFile = File.ReadAllBytes(run.PathOf(Sealed[3..]));
        if (Environment.GetEnvironmentVariable("MODELTRACKING_GOLDEN") is { Length: > 0 } folder)
        {
            File.WriteAllBytes(Path.Combine(folder, Segment), segment);
            File.WriteAllBytes(Path.Combine(folder, Sealed), sealedFile);
            return;
        }

        Assert.Equal(Fixture(Segment), segment);
        Assert.Equal(Fixture(Sealed), sealedFile);
    }

    private static TempRun Write()
    {
        var run = new TempRun();
        using var writer = run.Open("aaaaaaaa", new JournalWriterOptions
        {
            Time = new FakeTimeProvider(TempRun.Start),
            Host = "host",
            Pid = 42,
            ProcessStart = TempRun.Start,
        });
        foreach (var batch in Records().Chunk(3))
        {
            writer.Append(batch);
        }

        return run;
    }

    private static List<TrackingRecord> Records() => RecordArbitraries.Number(
    [
        TempRun.Started(0),
        TempRun.Param(0, "lr", ParamValue.Of(0.1)),
        TempRun.Param(0, "nan", ParamValue.Of(double.NaN)),
        new TagSet("мера", "損失\n") { Time = TempRun.Start },
        new MetricDeclared("loss", MetricGoal.Minimize) { Unit = "nats", Time = TempRun.Start },
        new ArtifactLogged("model.zip", new string('a', 64), 123, "application/zip") { Step = 7, Time = TempRun.Start },
        TempRun.Metrics(0, "loss", [.. Enumerable.Range(0, 200).Select(i => new MetricPoint(i / 8f, i, 1_000_000 + (i * 100) + (i * i % 7)))]),
        TempRun.Metrics(0, new MetricKey("acc", "split=test"), new MetricPoint(0.1, MetricPoint.NoStep, 5), new MetricPoint(-0.0, 3, 2), new MetricPoint(double.NaN, -3, 9)),
        TempRun.Metrics(0, "loss", [.. Enumerable.Range(200, 100).Select(i => new MetricPoint(i / 8f, i, 1_000_000 + (i * 100) + (i * i % 7)))]),
        new EventLogged("watchdog.nan", "oh") { Severity = EventSeverity.Warning, Time = TempRun.Start },
        TempRun.Ended(0),
    ]);

    private static byte[] Fixture(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ModelTracking.Sdk.sln")))
        {
            folder = folder.Parent;
        }

        Assert.NotNull(folder);
        return File.ReadAllBytes(Path.Combine(folder.FullName, "tests", "ModelTracking.Sdk.Tests", "Journal", "Fixtures", name));
    }
}
