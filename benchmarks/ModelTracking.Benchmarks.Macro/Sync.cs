using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Mlflow.Stub;
using ModelTracking.Backends;
using ModelTracking.MLflow;
using ModelTracking.MLflow.Replication;
using ModelTracking.Records;
using ModelTracking.Replication;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>
/// How fast a run gets to a tracking server, as a part of what the same server takes from a bare HTTP client that sends full batches one
/// after the other, both in turn; and the memory of a process whose server is away.
/// </summary>
internal static class Sync
{
    private const int Points = 100_000;
    private const int Rounds = 3;

    public static async Task<int> RunAsync(string? server)
    {
        await using var stub = server is null ? await MlflowStub.StartAsync(new StubOptions { KeepRequests = false }) : null;
        var uri = server ?? stub!.Address.ToString();
        using var scratch = new Scratch();
        using var mlflow = new MlflowClient(uri);
        var experiment = await mlflow.Experiments.GetOrCreateAsync("benchmark-sync");
        var bare = new List<double>();
        var synced = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var run = await mlflow.Runs.CreateAsync(experiment.ExperimentId, $"bare-{round}");
            bare.Add(await BareAsync(uri, run.Info.RunId));
            synced.Add(await SyncAsync(scratch, uri, round));
        }

        // The first of each warms everything up.
        var bareRate = bare.Skip(1).Max();
        var syncRate = synced.Skip(1).Max();
        Figure.Plain("sync.bare_client", bareRate, "points/s");
        Figure.Plain("sync.rate", syncRate, "points/s");
        Figure.AtLeast("sync.ratio", syncRate / bareRate, "", 0.9);
        await OutageAsync(scratch);
        return Figure.ExitCode;
    }

    private static async Task<double> BareAsync(string uri, string runId)
    {
        using var http = new HttpClient { BaseAddress = new Uri(uri) };
        var curve = Scratch.LossCurve(Points);
        var began = Stopwatch.GetTimestamp();
        for (var start = 0; start < Points; start += 1000)
        {
            using var bytes = new MemoryStream();
            using (var json = new Utf8JsonWriter(bytes))
            {
                json.WriteStartObject();
                json.WriteString("run_id", runId);
                json.WriteStartArray("metrics");
                for (var i = start; i < start + 1000; i++)
                {
                    json.WriteStartObject();
                    json.WriteString("key", $"metric/{i % 16}");
                    json.WriteNumber("value", (double)curve[i]);
                    json.WriteNumber("timestamp", 1_767_225_600_000 + i);
                    json.WriteNumber("step", i / 16);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            using var content = new ByteArrayContent(bytes.ToArray());
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await http.PostAsync(new Uri("api/2.0/mlflow/runs/log-batch", UriKind.Relative), content);
            answer.EnsureSuccessStatusCode();
        }

        return Points / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task<double> SyncAsync(Scratch scratch, string uri, int round)
    {
        RunId id;
        await using (var client = TrackingClient.Open(new TrackingOptions { Store = scratch.Folder, FlushOnExit = false, Experiment = "benchmark-sync", Capture = ModelTracking.Capture.CaptureOptions.Off(), Seed = round }))
        {
            (id, _) = Scratch.Fill(client, Points, Scratch.LossCurve(Points));
        }

        await using var replicator = new Replicator(scratch.Store(), [new MlflowTarget(new MlflowOptions { Uri = uri })]);
        var began = Stopwatch.GetTimestamp();
        var report = await replicator.SyncAsync([id]);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return report.IsComplete ? Points / seconds : throw new InvalidOperationException($"The sync is not complete: {string.Join("; ", report.Problems)}");
    }

    // Ten million points against a closed port, with the shortest waits there are.
    private static async Task OutageAsync(Scratch scratch)
    {
        var options = new TrackingOptions { Store = Path.Combine(scratch.Folder, "away"), FlushOnExit = false, Capture = ModelTracking.Capture.CaptureOptions.Off(), LoggerFactory = Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance };
        options.Replication.FirstRetryDelay = options.Replication.MaxRetryDelay = TimeSpan.FromMilliseconds(50);
        options.Replication.PollInterval = TimeSpan.FromMilliseconds(50);
        options.UseMlflow("http://127.0.0.1:9", o => o.RetryDelay = TimeSpan.Zero);
        await using var client = TrackingClient.Open(options);
        var run = client.StartRun("away");
        var loss = run.Metric("loss");
        await LogAsync(run, loss, 0, 1_000_000);
        var idle = Settled();
        for (var part = 1; part < 10; part++)
        {
            await LogAsync(run, loss, part * 1_000_000, 1_000_000);
        }

        Figure.AtMost("sync.outage_memory_above_idle", (Settled() - idle) / 1048576.0, "MiB", 32);
    }

    private static async Task LogAsync(Run run, MetricSeries loss, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            loss.Log(i * 0.5, i);
        }

        await run.FlushAsync();
        await Task.Delay(200);
    }

    private static double Settled()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        Process.GetCurrentProcess().Refresh();
        return Process.GetCurrentProcess().WorkingSet64;
    }
}
