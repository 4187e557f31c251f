using ModelTracking.Diagnostics;
using ModelTracking.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace ModelTracking.Tests;

public sealed class RankTests
{
    [Fact]
    public async Task Several_processes_write_one_run_each_under_its_rank()
    {
        using var folder = new TempFolder();
        var id = RunId.New();
        for (var rank = 0; rank < 3; rank++)
        {
            // A client of its own is a writer of its own, as in a process of its own.
            await using var client = Some.Client(options => options.Store = folder.Path);
            using var model = nn.Linear(2, 1);
            await using var run = client.StartRun("ranks", TorchRank.Options(id, rank));
            model.Track(run);
            using var optimizer = optim.SGD(model.parameters(), 0.1).Track(run);
            foreach (var epoch in run.Epochs(1, new EpochOptions { Output = TextWriter.Null }))
            {
                using var loss = tensor((float)rank, requires_grad: true);
                loss.LogTo(run);
                optimizer.step();
            }
        }

        await using var reader = Some.Client(options => options.Store = folder.Path);
        var summary = (await reader.Reader.GetRunAsync(id))!;
        Assert.Equal([0.0, 1, 2], Enumerable.Range(0, 3).Select(rank => summary.Metric(new MetricKey("loss", $"rank={rank}"))!.Last));
        Assert.Equal("cpu", summary.Tags["rank.2.device"]);
        Assert.Single(summary.Artifacts, a => a.Path.EndsWith("/model.dat", StringComparison.Ordinal));
        Assert.Single(await reader.Reader.ListRunsAsync().ToListAsync());
    }

    [Fact]
    public void Outside_a_launcher_there_are_no_ranks()
    {
        Environment.SetEnvironmentVariable("RANK", null);
        Assert.True(TorchRank.FromEnvironment().Context.IsNone);
        try
        {
            Environment.SetEnvironmentVariable("RANK", "1");
            Environment.SetEnvironmentVariable("MODELTRACKING_RUN_ID", null);
            Assert.Contains("MODELTRACKING_RUN_ID", Assert.Throws<TrackingException>(TorchRank.FromEnvironment).Message, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("RANK", null);
        }
    }
}
