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
    private const int Steps = 400;
    private const int Rounds = 40;

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
        for (var round = 0; round < Rounds + 2; round++)
        {
            for (var i = 0; i < all.Length; i++)
            {
                // In another order each round: nobody always runs after the same one.
                var one = (i + round) % all.Length;
                var began = Stopwatch.GetTimestamp();
                all[one].Train(Steps);
                if (round >= 2)
                {
                    times[one].Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds / Steps);
                }
            }
        }

        var medians = times.Select(Median).ToArray();
        var overhead = Median(times[1].Zip(times[0], (t, p) => (t / p) - 1));
        var writerOverhead = Median(times[2].Zip(times[0], (t, p) => (t / p) - 1));
        Say($"step, MLP 64-64-10, batch 32, Adam:        plain {medians[0]:F1} us, tracked {medians[1]:F1} us, SummaryWriter {medians[2]:F1} us");
        Say($"overhead (median of {Rounds} paired rounds):        tracked {overhead:P2}, SummaryWriter {writerOverhead:P2}");
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
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < count; i++)
            {
                theirs.add_scalar("loss", i, i);
            }

            theirTime.Add(Stopwatch.GetElapsedTime(began).TotalNanoseconds / count);
            began = Stopwatch.GetTimestamp();
            for (var i = 0; i < count; i++)
            {
                ours.add_scalar("loss", i, i);
            }

            ourTime.Add(Stopwatch.GetElapsedTime(began).TotalNanoseconds / count);
        }

        Say($"add_scalar on the training thread:         SummaryWriter {Median(theirTime):N0} ns, run.SummaryWriter() {Median(ourTime):N0} ns, ratio {Median(theirTime) / Median(ourTime):N0}");
        using var loss = tensor(0.5f, requires_grad: true);
        var times = new List<double>();
        for (var round = 0; round < 7; round++)
        {
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < count; i++)
            {
                loss.LogTo(run);
            }

            times.Add(Stopwatch.GetElapsedTime(began).TotalNanoseconds / count);
        }

        Say($"loss.LogTo(run), reading the tensor too:   {Median(times):N0} ns");
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
