using System.Diagnostics;
using ModelTracking;
using ModelTracking.Benchmarks.Macro;
using TorchSharp;
using static TorchSharp.torch;

namespace Digits;

/// <summary>
/// What tracking costs: a training step plain, tracked, and with TorchSharp's SummaryWriter, in short turns
/// within one process, so that whatever else the machine does meets all of them. Figures are JSON lines, as those of the
/// benchmark program, whose verb <c>torch</c> starts this one.
/// </summary>
internal static class Bench
{
    private const int Steps = 50;
    private const int Turns = 200;
    private const double StepOfTheBar = 300;

    public static int Run()
    {
        set_num_threads(1);
        var folder = Directory.CreateTempSubdirectory("digits-bench-");
        try
        {
            using var data = DigitsData.Load();
            using (var client = TrackingClient.Open(folder.FullName))
            {
                var tensorBoard = Path.Combine(folder.FullName, "tensorboard");
                Step(client, data, tensorBoard);
                Scalar(client, tensorBoard);
                Parts(client);
            }

            return Figure.ExitCode;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Step(TrackingClient client, DigitsData data, string tensorBoard)
    {
        using var run = client.StartRun("bench");
        using var trainer = new Trainer(data, run, utils.tensorboard.SummaryWriter(tensorBoard));
        trainer.Written(Steps);
        _ = Compare(trainer.Plain, trainer.Tracked, Turns / 4);

        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        var tracked = Compare(trainer.Plain, trainer.Tracked, Turns);
        var left = DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
        var nothing = Compare(trainer.Plain, trainer.Plain, Turns / 2);
        var written = Compare(trainer.Plain, trainer.Written, Turns / 4);

        Figure.Plain("torch.step", tracked.Plain, "us");
        Figure.AtMost("torch.overhead", tracked.Added / tracked.Plain * 100, "%", 1);
        Figure.AtMost("torch.overhead_cpu", tracked.AddedCpu / tracked.Plain * 100, "%", 1);
        Figure.AtMost("torch.overhead_of_300_us", tracked.Added / StepOfTheBar * 100, "%", 1);
        Figure.Plain("torch.overhead_of_nothing", nothing.Added / nothing.Plain * 100, "%");
        Figure.Plain("torch.summary_writer_overhead", written.Added / written.Plain * 100, "%");
        Figure.AtMost("torch.tensors_left", left, "", 0);
    }

    // Microseconds a step: plain, and what the other one takes more, on the wall and of the thread's processor.
    private static (double Plain, double Added, double AddedCpu) Compare(Action<int> plain, Action<int> other, int turns)
    {
        var (without, added, addedCpu) = (new List<double>(), new List<double>(), new List<double>());
        for (var turn = 0; turn < turns; turn++)
        {
            // A B B A: who comes second gains nothing by it.
            var (a, b) = (Time(plain), Time(other));
            var (c, d) = (Time(other), Time(plain));
            without.Add((a.Wall + d.Wall) / 2);
            added.Add((b.Wall + c.Wall - a.Wall - d.Wall) / 2);
            addedCpu.Add((b.Cpu + c.Cpu - a.Cpu - d.Cpu) / 2);
        }

        return (Measure.Median(without), Measure.Median(added), Measure.Median(addedCpu));
    }

    private static (double Wall, double Cpu) Time(Action<int> train)
    {
        var (began, cpu) = (Stopwatch.GetTimestamp(), ThreadClock.Now());
        train(Steps);
        return (Stopwatch.GetElapsedTime(began).TotalMicroseconds / Steps, (ThreadClock.Now() - cpu) / 1e3 / Steps);
    }

    private static void Scalar(TrackingClient client, string tensorBoard)
    {
        using var run = client.StartRun("bench");
        var theirs = utils.tensorboard.SummaryWriter(tensorBoard);
        var ours = run.SummaryWriter();
        var (their, our) = (Cost(5_000, i => theirs.add_scalar("loss", i, i)), Cost(50_000, i => ours.add_scalar("loss", i, i)));
        Figure.Plain("torch.summary_writer_scalar", their, "ns");
        Figure.Plain("torch.scalar", our, "ns");
        Figure.AtLeast("torch.scalar_ratio", their / our, "times cheaper", 100);
    }

    // Each part in a loop of its own: what the training thread pays, without the noise of a step around it.
    private static void Parts(TrackingClient client)
    {
        using var weight = nn.Linear(1, 1, hasBias: false);
        using var run = client.StartRun("bench");
        // A rate of zero and a single weight: an optimizer that does next to nothing.
        using var idle = optim.SGD(weight.parameters(), 0.0);
        using var tracked = optim.SGD(weight.parameters(), 0.0).Track(run, new OptimizerTracking { GradientNormEvery = 0 });
        using var loss = tensor(0.5f, requires_grad: true);
        Figure.Plain("torch.log_to", Cost(20_000, _ => loss.LogTo(run)), "ns");
        Figure.Plain("torch.log_metric", Cost(20_000, i => run.LogMetric("train/rows", 32, i)), "ns");
        Figure.Plain("torch.step_around", Cost(5_000, _ => tracked.step()) - Cost(5_000, _ => idle.step()), "ns");
    }

    private static double Cost(int count, Action<int> action) => Measure.Median(Enumerable.Range(0, 9).Select(_ =>
    {
        var began = ThreadClock.Now();
        for (var i = 0; i < count; i++)
        {
            action(i);
        }

        return (double)(ThreadClock.Now() - began) / count;
    }));
}
