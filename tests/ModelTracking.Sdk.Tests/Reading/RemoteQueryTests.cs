using System.Runtime.CompilerServices;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Tests.Reading;

/// <summary>A server that speaks MLflow's language gets as much of a query as it can say; the rest is decided here.</summary>
public class RemoteQueryTests
{
    private static readonly RunSummary[] All =
    [
        Sample.Run(1, r => r.Param("opt", "adam").Metric("loss", 0.5).Metric("acc", 0.9)),
        Sample.Run(2, r => r.Param("opt", "adam").Metric("loss", 0.7).Metric("acc", 0.8)),
        Sample.Run(3, r => r.Param("opt", "sgd").Metric("loss", 0.1).Metric("acc", 0.95)),
    ];

    private static Server WithHistory()
    {
        var server = new Server();
        server.Points[(Sample.Id(1), "loss")] = [Some.Point(2, 0), Some.Point(0.2, 1), Some.Point(0.5, 2)];
        server.Points[(Sample.Id(2), "loss")] = [Some.Point(0.6, 0), Some.Point(0.7, 1)];
        return server;
    }

    [Theory]
    [InlineData("metrics.acc > 0.85 AND params.opt = 'adam' AND NOT run_name LIKE 'x%'", "metrics.acc > 0.85 AND params.opt = 'adam'", 1)]
    [InlineData("params.opt = 'adam' OR metrics.acc > 0.9", null, 3, 2, 1)]
    [InlineData("start_time > 1767323000000 AND params.opt IN ('sgd', 'x')", "attributes.start_time > 1767323000000", 3)]
    public async Task What_the_server_can_say_is_sent_and_the_rest_is_decided_here(string query, string? sent, params int[] expected)
    {
        var server = WithHistory();
        Assert.Equal(expected.Select(Sample.Id), await new RunQuery(server).Where(query).ToIdsAsync());
        Assert.Equal(sent, server.Sent);
        Assert.Equal(0, server.HistoriesRead);
    }

    [Fact]
    public async Task What_is_asked_of_a_history_is_worked_out_from_points_of_those_runs_alone_that_the_server_lets_through()
    {
        var server = WithHistory();
        Assert.Equal([Sample.Id(1)], await new RunQuery(server).Where("params.opt = 'adam' AND min(metrics.loss) < 0.3").ToIdsAsync());
        Assert.Equal("params.opt = 'adam'", server.Sent);
        Assert.Equal(2, server.HistoriesRead);

        var table = await new RunQuery(server).Where("params.opt = 'adam' ORDER BY max(metrics.loss)").ToTableAsync("first(metrics.loss) AS first, metrics.loss");
        Assert.Equal([[0.6, 0.7], [2.0, 0.5]], table.Rows.Select(r => r.Cast<double>().ToArray()));
    }

    [Fact]
    public async Task Too_many_histories_are_refused_with_what_to_do()
    {
        var server = new Server { Runs = [.. Enumerable.Range(1, 10_001).Select(i => Sample.Run(i, r => r.Metric("loss", i)))] };
        var error = await Assert.ThrowsAsync<NotSupportedException>(() => new RunQuery(server).Where("min(metrics.loss) < 1").CountAsync());
        Assert.Contains("10001 histories", error.Message, StringComparison.Ordinal);
        Assert.Contains("Narrow it", error.Message, StringComparison.Ordinal);
    }

    private sealed class Server : IRunReader, ISearchRuns
    {
        public RunSummary[] Runs { get; init; } = All;

        public Dictionary<(RunId, MetricKey), MetricPoint[]> Points { get; } = [];

        public string? Sent { get; private set; }

        public int HistoriesRead { get; private set; }

        public async IAsyncEnumerable<RunSummary> SearchRunsAsync(string mlflowFilter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            Sent = mlflowFilter;
            foreach (var id in await new RunQuery(new FixedReader(Runs)).Where(mlflowFilter).ToIdsAsync(cancellationToken))
            {
                yield return Runs.Single(r => r.Id == id);
            }
        }

        public IAsyncEnumerable<RunSummary> ListRunsAsync(string? experiment = null, CancellationToken cancellationToken = default) => new FixedReader(Runs).ListRunsAsync(experiment, cancellationToken);

        public Task<RunSummary?> GetRunAsync(RunId id, CancellationToken cancellationToken = default) => Task.FromResult(Runs.FirstOrDefault(r => r.Id == id));

        public Task<IReadOnlyList<MetricPoint>> ReadPointsAsync(RunId id, MetricKey key, StepRange range = default, CancellationToken cancellationToken = default)
        {
            HistoriesRead++;
            return Task.FromResult<IReadOnlyList<MetricPoint>>(Points.GetValueOrDefault((id, key), []));
        }

        public Task<IReadOnlyList<MetricBucket>> ReadBucketsAsync(RunId id, MetricKey key, int maxBuckets, StepRange range = default, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<Stream> OpenArtifactAsync(RunId id, string path, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<RecordBatch> ReadRecordsAsync(RunId id, IReadOnlyList<WriterPosition>? after = null, bool follow = false, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
