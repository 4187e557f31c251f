using System.Diagnostics;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>What tracking adds to a training loop of 300 us a step that logs three metrics a step.</summary>
internal static class Overhead
{
    private const int Steps = 500;
    private const int Rounds = 60;

    public static int Run()
    {
        using var scratch = new Scratch();
        using var client = scratch.Open();
        using var run = client.StartRun("overhead");
        var (loss, accuracy, rate) = (run.Metric("loss"), run.Metric("accuracy"), run.Metric("lr"));
        var work = new Work();
        var (ratios, nothing, plain) = (new PairedRatios(), new PairedRatios(), new List<double>());
        Loop(work, _ => { });
        for (var round = 0; round < Rounds; round++)
        {
            // A B B A: who comes second gains nothing by it, and whatever else the machine does meets both.
            var (first, tracked) = (Loop(work, _ => { }), Loop(work, Log));
            var (again, last) = (Loop(work, Log), Loop(work, _ => { }));
            ratios.Add(tracked, first);
            ratios.Add(again, last);
            nothing.Add(last, first);
            plain.AddRange([first, last]);
        }

        Figure.Plain("overhead.step", Measure.Median(plain) / Steps * 1e6, "us");
        Figure.AtMost("overhead.ratio", ratios.More, "%", 1);
        Figure.Plain("overhead.error", ratios.Error, "% (one standard error)");
        Figure.Plain("overhead.of_nothing", nothing.More, "%");
        return Figure.ExitCode;

        void Log(int step)
        {
            loss.Log(1.0 / (step + 1), step);
            accuracy.Log(step, step);
            rate.Log(0.01, step);
        }
    }

    private static double Loop(Work work, Action<int> log) => Measure.Seconds(() =>
    {
        for (var step = 0; step < Steps; step++)
        {
            work.Step();
            log(step);
        }
    });

    /// <summary>A fixed amount of arithmetic over memory, as a small model does it: about 300 us.</summary>
    private sealed class Work
    {
        private const int Size = 256;
        private readonly float[] _weights = Enumerable.Range(0, Size * Size).Select(i => i * 1e-6f).ToArray();
        private readonly float[] _input = Enumerable.Range(0, Size).Select(i => i * 0.01f).ToArray();
        private readonly float[] _output = new float[Size];
        private readonly int _repeats;

        public Work()
        {
            Once();
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < 200; i++)
            {
                Once();
            }

            _repeats = Math.Max(1, (int)Math.Round(300 / (Stopwatch.GetElapsedTime(start).TotalMicroseconds / 200)));
        }

        public void Step()
        {
            for (var i = 0; i < _repeats; i++)
            {
                Once();
            }
        }

        private void Once()
        {
            for (var row = 0; row < Size; row++)
            {
                var sum = 0f;
                for (var column = 0; column < Size; column++)
                {
                    sum += _weights[(row * Size) + column] * _input[column];
                }

                _output[row] = sum;
            }
        }
    }
}
