using ModelTracking;
using ModelTracking.Records;

namespace Dashboard.Embedded;

/// <summary>Fits a line to noisy points by gradient descent, slowly enough to be watched.</summary>
internal sealed class Training(TrackingClient client) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var random = new Random(1);
        var points = Enumerable.Range(0, 200).Select(i => (X: i / 200.0, Y: (3 * i / 200.0) + 1 + (random.NextDouble() * 0.2))).ToArray();
        await using var run = client.StartRun("line", new RunOptions { Name = "inside-the-app" });
        run.LogParam("lr", 0.3);
        var loss = run.Metric("loss", goal: MetricGoal.Minimize);
        var (slope, offset) = (0.0, 0.0);
        for (var step = 0; step < 400 && !stoppingToken.IsCancellationRequested; step++)
        {
            var errors = points.Select(p => (p.X, Error: (slope * p.X) + offset - p.Y)).ToArray();
            loss.Log(errors.Average(e => e.Error * e.Error), step);
            slope -= 0.3 * errors.Average(e => 2 * e.Error * e.X);
            offset -= 0.3 * errors.Average(e => 2 * e.Error);
            await Task.Delay(20, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
