using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>
/// What tracking adds to fits of ML.NET: SDCA on uncached iris, which sends 48 messages an iteration, and two FastTree fits of more than a
/// second, one of many small trees and one of few large ones. With context and pipeline tracked, and without, in pairs whose order alternates; as many pairs as it takes to say so within
/// half a percent, or as there is time for. What capture does at the start of a run is asked by the verb <c>capture</c>, not here.
/// </summary>
internal static class MLNetOverhead
{
    private const int Iterations = 500;
    private static readonly Shape Small = new(Rows: 10_000, Trees: 150);
    private static readonly Shape Large = new(Rows: 100_000, Trees: 40);
    private const int FewestPairs = 12;
    private const double SmallestError = 0.5;

    public static int Run()
    {
        using var scratch = new Scratch();
        var options = new TrackingOptions { Store = scratch.Folder, FlushOnExit = false };
        (options.Capture.Code, options.Capture.Environment) = (false, false);
        using var client = TrackingClient.Open(options);
        Compare(client, "sdca_uncached", 15, TimeSpan.FromSeconds(40), Sdca);
        var fit = Compare(client, "fasttree", 2, TimeSpan.FromSeconds(90), () => FastTree(Small));
        Compare(client, "fasttree_large", 2, TimeSpan.FromSeconds(90), () => FastTree(Large));
        FastTreeByParts(client, fit, TimeSpan.FromSeconds(60));
        return Figure.ExitCode;
    }

    // Where equal fits differ by more than what is asked, the parts are told more surely: what is done before and after the fit within one
    // and the same fit, and what a report costs from a fit that reports after every tree, seven times as often as tracking has it do.
    private static void FastTreeByParts(TrackingClient client, double fit, TimeSpan longest)
    {
        const double Reports = 21.0;
        var often = new PairedRatios();
        var begun = Stopwatch.GetTimestamp();
        while (often.Count < 2 * FewestPairs || (often.Error > SmallestError && Stopwatch.GetElapsedTime(begun) < longest))
        {
            var (first, tracked) = (Plain(() => FastTree(Small)), Tracked(client, "fasttree", () => FastTree(Small, 1)));
            var (again, last) = (Tracked(client, "fasttree", () => FastTree(Small, 1)), Plain(() => FastTree(Small)));
            often.Add(tracked.Wall, first.Wall);
            often.Add(again.Wall, last.Wall);
        }

        var around = AroundFastTree(client);
        Figure.Plain("mlnet.fasttree.around_the_fit", around * 1000, "ms");
        Figure.Plain("mlnet.fasttree.overhead_of_150_reports", often.More, "%");
        Figure.Plain("mlnet.fasttree.overhead_of_150_reports_error", often.Error, "% (one standard error)");
        Figure.AtMost("mlnet.fasttree.overhead_by_parts", (around / fit * 100) + (often.More * Reports / Small.Trees), "%", 2);
        Figure.Plain("mlnet.fasttree.overhead_by_parts_error", often.Error * Reports / Small.Trees, "% (one standard error)");
    }

    private static double Compare(TrackingClient client, string name, double bar, TimeSpan longest, Func<(MLContext Context, IEstimator<ITransformer> Trainer, IDataView Data)> make)
    {
        // Warm both up.
        _ = Plain(make);
        _ = Tracked(client, name, make);
        var (wall, processor, nothing, fits) = (new PairedRatios(), new PairedRatios(), new PairedRatios(), new List<double>());
        var begun = Stopwatch.GetTimestamp();
        while (fits.Count < 2 * FewestPairs || (wall.Error > SmallestError && Stopwatch.GetElapsedTime(begun) < longest))
        {
            // A B B A: who comes second gains nothing by it, and neither does who comes when the machine is slower.
            var (first, tracked) = (Plain(make), Tracked(client, name, make));
            var (again, last) = (Tracked(client, name, make), Plain(make));
            wall.Add(tracked.Wall, first.Wall);
            wall.Add(again.Wall, last.Wall);
            processor.Add(tracked.Processor, first.Processor);
            processor.Add(again.Processor, last.Processor);
            nothing.Add(last.Wall, first.Wall);
            fits.AddRange([first.Wall, last.Wall]);
        }

        Figure.Plain($"mlnet.{name}.messages", Messages(make), "");
        Figure.Plain($"mlnet.{name}.fit", Measure.Median(fits), "s");
        Figure.Plain($"mlnet.{name}.pairs", fits.Count, "");
        Figure.AtMost($"mlnet.{name}.overhead", wall.More, "%", bar);
        Figure.Plain($"mlnet.{name}.overhead_error", wall.Error, "% (one standard error)");
        Figure.AtMost($"mlnet.{name}.overhead_cpu", processor.More, "%", bar);
        Figure.Plain($"mlnet.{name}.overhead_cpu_error", processor.Error, "% (one standard error)");
        Figure.Plain($"mlnet.{name}.overhead_of_nothing", nothing.More, "%");
        return Measure.Median(fits);
    }

    // Within one and the same fit, so that no two fits are compared: all that is done before and after the trainer's own.
    private static double AroundFastTree(TrackingClient client) => Measure.Median(Enumerable.Range(0, 7).Select(_ =>
    {
        using var run = client.StartRun("fasttree");
        var (context, trainer, data) = FastTree(Small);
        var inside = 0.0;
        var whole = Measure.Seconds(() =>
        {
            using var tracking = context.Track(run);
            trainer.Track(run, t =>
            {
                ITransformer? model = null;
                inside = Measure.Seconds(() => model = t.Fit(data));
                return model!;
            }, data);
        });
        return whole - inside;
    }));

    private static Cost Plain(Func<(MLContext Context, IEstimator<ITransformer> Trainer, IDataView Data)> make)
    {
        var (_, trainer, data) = make();
        return Cost.Of(() => trainer.Fit(data));
    }

    private static Cost Tracked(TrackingClient client, string name, Func<(MLContext Context, IEstimator<ITransformer> Trainer, IDataView Data)> make)
    {
        using var run = client.StartRun(name);
        var (context, trainer, data) = make();
        return Cost.Of(() =>
        {
            using var tracking = context.Track(run);
            trainer.Track(run).Fit(data);
        });
    }

    // Seconds on the wall, and of the processor in all threads.
    private readonly record struct Cost(double Wall, double Processor)
    {
        public static Cost Of(Action action)
        {
            GC.Collect();
            var before = Environment.CpuUsage.TotalTime;
            var wall = Measure.Seconds(action);
            return new Cost(wall, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }
    }

    private static int Messages(Func<(MLContext Context, IEstimator<ITransformer> Trainer, IDataView Data)> make)
    {
        var (context, trainer, data) = make();
        var count = 0;
        context.Log += (_, _) => Interlocked.Increment(ref count);
        trainer.Fit(data);
        return count;
    }

    private static (MLContext Context, IEstimator<ITransformer> Trainer, IDataView Data) Sdca()
    {
        var ml = new MLContext(seed: 1);
        var file = Path.Combine(AppContext.BaseDirectory, "data", "iris.csv");
        var view = ml.Data.LoadFromTextFile(file, [new TextLoader.Column("Features", DataKind.Single, 0, 3), new TextLoader.Column("Label", DataKind.Single, 4)], separatorChar: ',', hasHeader: true);

        var keyed = ml.Transforms.Conversion.MapValueToKey("Label").Fit(view).Transform(view);
        return (ml, ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(new SdcaMaximumEntropyMulticlassTrainer.Options { NumberOfThreads = 1, MaximumNumberOfIterations = Iterations }), keyed);
    }

    private static (MLContext Context, IEstimator<ITransformer> Trainer, IDataView Data) FastTree(Shape shape, int testFrequency = int.MaxValue)
    {
        var ml = new MLContext(seed: 1);
        var random = new Random(3);
        var rows = Enumerable.Range(0, shape.Rows).Select(_ =>
        {
            var features = Enumerable.Range(0, Example.Width).Select(_ => (float)random.NextDouble()).ToArray();
            return new Example { Features = features, Label = features[0] + (features[1] * features[2]) };
        }).ToArray();
        return (ml, ml.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options { NumberOfTrees = shape.Trees, NumberOfThreads = 1, TestFrequency = testFrequency }), ml.Data.LoadFromEnumerable(rows));
    }

    private readonly record struct Shape(int Rows, int Trees);

    private sealed class Example
    {
        public const int Width = 30;

        [VectorType(Width)]
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }
}
