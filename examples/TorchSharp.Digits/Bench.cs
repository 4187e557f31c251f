using System.Diagnostics;
using System.Globalization;
using ModelTracking;
using TorchSharp;
using static TorchSharp.torch;

namespace Digits;

/// <summary>
/// What tracking costs: the same training step plain, tracked, and with TorchSharp's SummaryWriter, in turns within one
/// process, so that the ratios hold where the machine's pace does not.
/// </summary>
internal static class Bench
{
    private const int Steps = 200;
    private const int Rounds = 20;

    public static int Run()
    {
        set_num_threads(1);
        var folder = Directory.CreateTempSubdirectory("digits-bench-");
        try
        {
            using var data = DigitsData.Load();
            using (var client = TrackingClient.Open(folder.FullName))
            {
                Step(client, data, Path.Combine(folder.FullName, "tensorboard"));
                Scalar(client, Path.Combine(folder.FullName, "tensorboard"));
                Parts(client, data);
            }

            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Step(TrackingClient client, DigitsData data, string tensorBoard)
    {
        using var run = client.StartRun("bench");
        using var plain = new Trainer(data, null, null);
        using var tracked = new Trainer(data, run, null);
        var writer = utils.tensorboard.SummaryWriter(tensorBoard);
        using var summary = new Trainer(data, null, writer);
        Trainer[] all = [plain, tracked, summary];
        var times = all.Select(_ => new List<double>()).ToArray();
        var cpu = all.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < Rounds + 2; round++)
        {
            for (var i = 0; i < all.Length; i++)
            {
                // In another order each round: nobody always runs after the same one.
                var one = (i + round) % all.Length;
                var (began, cpuBegan) = (Stopwatch.GetTimestamp(), ThreadClock.Now());
                all[one].Train(Steps);
                if (round >= 2)
                {
                    cpu[one].Add((ThreadClock.Now() - cpuBegan) / 1e3 / Steps);
                    times[one].Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds / Steps);
                }
            }
        }

        var medians = times.Select(Median).ToArray();
        var overhead = Median(times[1].Zip(times[0], (t, p) => (t / p) - 1));
        var writerOverhead = Median(times[2].Zip(times[0], (t, p) => (t / p) - 1));
        var (cpuMore, writerCpuMore) = (Median(cpu[1].Zip(cpu[0], (t, p) => t - p)), Median(cpu[2].Zip(cpu[0], (t, p) => t - p)));
        Say($"step, MLP 64-64-10, batch 32, Adam:        plain {medians[0]:F1} us, tracked {medians[1]:F1} us, SummaryWriter {medians[2]:F1} us");
        Say($"overhead on the wall ({Rounds} paired rounds):       tracked {overhead:P2}, SummaryWriter {writerOverhead:P2}");
        Say($"processor time of the training thread:     plain {Median(cpu[0]):F1} us, tracked {cpuMore:F2} us more, SummaryWriter {writerCpuMore:F2} us more; of a 300 us step {cpuMore / 300:P2}");
    }

    private static void Scalar(TrackingClient client, string tensorBoard)
    {
        const int count = 20_000;
        using var run = client.StartRun("bench");
        var theirs = utils.tensorboard.SummaryWriter(tensorBoard);
        var ours = run.SummaryWriter();
        var (theirTime, ourTime) = (new List<double>(), new List<double>());
        for (var round = 0; round < 7; round++)
        {
            var began = ThreadClock.Now();
            for (var i = 0; i < count; i++)
            {
                theirs.add_scalar("loss", i, i);
            }

            theirTime.Add((double)(ThreadClock.Now() - began) / count);
            began = ThreadClock.Now();
            for (var i = 0; i < count; i++)
            {
                ours.add_scalar("loss", i, i);
            }

            ourTime.Add((double)(ThreadClock.Now() - began) / count);
        }

        Say($"add_scalar, processor time of the thread:   SummaryWriter {Median(theirTime):N0} ns, run.SummaryWriter() {Median(ourTime):N0} ns, ratio {Median(theirTime) / Median(ourTime):N0}");
    }

    // Each part in a loop of its own: what the training thread pays, without the noise of a step around it.
    private static void Parts(TrackingClient client, DigitsData data)
    {
        using var run = client.StartRun("bench");
        using var model = DigitsNets.Mlp();
        using (var value = model.forward(data.TestX).sum())
        {
            value.backward();
        }

        // A rate of zero and a single weight: an optimizer that does next to nothing.
        using var weight = nn.Linear(1, 1, hasBias: false);
        using var idle = optim.SGD(weight.parameters(), 0.0);
        using var tracked = optim.SGD(weight.parameters(), 0.0).Track(run, new OptimizerTracking { GradientNormEvery = 0 });
        using var four = optim.SGD(model.parameters(), 0.0);
        using var normed = optim.SGD(model.parameters(), 0.0).Track(run, new OptimizerTracking { GradientNormEvery = 1 });
        using var loss = tensor(0.5f, requires_grad: true);
        var log = Cost(20_000, _ => loss.LogTo(run));
        var metric = Cost(20_000, i => run.LogMetric("train/rows", 32, i));
        var wrapper = Cost(5_000, _ => tracked.step()) - Cost(5_000, _ => idle.step());
        var norm = Cost(2_000, _ => normed.step()) - Cost(2_000, _ => four.step());
        var all = log + (2 * metric) + wrapper + (norm / 50);
        Say($"parts, processor time of the thread:       LogTo {log:N0} ns, LogMetric {metric:N0} ns, step around an optimizer {wrapper:N0} ns, gradient norm {norm:N0} ns each 50th step");
        Say($"a step with three metrics pays:            {all:N0} ns, {all / 300_000:P2} of 300 us");
    }

    private static double Cost(int count, Action<int> action) => Median(Enumerable.Range(0, 9).Select(_ =>
    {
        var began = ThreadClock.Now();
        for (var i = 0; i < count; i++)
        {
            action(i);
        }

        return (double)(ThreadClock.Now() - began) / count;
    }));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
