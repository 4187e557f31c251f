using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>
/// What tracking adds to fits of ML.NET: SDCA on uncached iris, which sends 48 messages an iteration, and FastTree fits of about a second or
/// more, of many small trees and of few large ones. With context and pipeline tracked, and without, in pairs whose order alternates; as many
/// pairs as it takes to say so within a quarter of a percent, or as there is time for. What capture does at the start of a run is asked by the verb
/// <c>capture</c>, not here.
/// </summary>
internal static class MLNetOverhead
{
    private const string Uncached = "sdca_uncached";
    private const int Iterations = 500;
    private const int FewestPairs = 12;
    private const double SmallestError = 0.25;
    private static readonly Shape[] Forests =
    [
        new("fasttree", Rows: 10_000, Features: 30, Trees: 150, Threads: 1),
        new("fasttree_large", Rows: 100_000, Features: 30, Trees: 40, Threads: 1),
        new("fasttree_narrow", Rows: 100_000, Features: 12, Trees: 40, Threads: 1),
        new("fasttree_all_cores", Rows: 100_000, Features: 12, Trees: 80, Threads: null),
    ];

    /// <param name="seconds">How long one comparison may take. Fits of a second differ by a tenth: half an hour tells a third of a percent.</param>
    /// <param name="only">The one to ask for; null for all.</param>
    public static int Run(int seconds = 90, string? only = null)
    {
        if (only is not (null or Uncached) && Forests.All(f => f.Name != only))
        {
            Console.Error.WriteLine($"There is no comparison '{only}'. There are: {Uncached}, {string.Join(", ", Forests.Select(f => f.Name))}.");
            return 2;
        }

        using var scratch = new Scratch();
        var options = new TrackingOptions { Store = scratch.Folder, FlushOnExit = false };
        (options.Capture.Code, options.Capture.Environment) = (false, false);
        using var client = TrackingClient.Open(options);
        var longest = TimeSpan.FromSeconds(seconds);
        if (only is null or Uncached)
        {
            Compare(client, Uncached, 15, longest / 2, Sdca);
        }

        foreach (var shape in Forests.Where(f => only is null || f.Name == only))
        {
            var fit = Compare(client, shape.Name, 2, longest, () => FastTree(shape));
            ByParts(client, shape, fit, longest / 4);
        }

        return Figure.ExitCode;
    }

    // Where equal fits differ by more than what is asked, the parts are told more surely: what is done before and after the fit within one
    // and the same fit, and what a report costs from a fit that reports after every tree, many times as often as tracking has it do.
    private static void ByParts(TrackingClient client, Shape shape, double fit, TimeSpan longest)
    {
        var often = new PairedRatios();
        var begun = Stopwatch.GetTimestamp();
        while (often.Count < 2 * FewestPairs || (often.Error > SmallestError && Stopwatch.GetElapsedTime(begun) < longest))
        {
            var (first, tracked) = (Plain(() => FastTree(shape)), Tracked(client, shape.Name, () => FastTree(shape, 1)));
            var (again, last) = (Tracked(client, shape.Name, () => FastTree(shape, 1)), Plain(() => FastTree(shape)));
            often.Add(tracked.Wall, first.Wall);
            often.Add(again.Wall, last.Wall);
        }

        var around = Around(client, shape);
        var usual = Reports(client, shape) / (double)shape.Trees;
        Figure.Plain($"mlnet.{shape.Name}.around_the_fit", around * 1000, "ms");
        Figure.Plain($"mlnet.{shape.Name}.overhead_of_{shape.Trees}_reports", often.More, "%");
        Figure.Plain($"mlnet.{shape.Name}.overhead_of_{shape.Trees}_reports_error", often.Error, "% (one standard error)");
        Figure.AtMost($"mlnet.{shape.Name}.overhead_by_parts", (around / fit * 100) + (often.More * usual), "%", 2);
        Figure.Plain($"mlnet.{shape.Name}.overhead_by_parts_error", often.Error * usual, "% (one standard error)");
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
    private static double Around(TrackingClient client, Shape shape) => Measure.Median(Enumerable.Range(0, 7).Select(_ =>
    {
        using var run = client.StartRun(shape.Name);
        var (context, trainer, data) = FastTree(shape);
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

    // How often a tracked fit reports by itself, as its run tells it.
    private static long Reports(TrackingClient client, Shape shape)
    {
        var run = client.StartRun(shape.Name);
        using (run)
        {
            var (_, trainer, data) = FastTree(shape);
            trainer.Track(run).Fit(data);
        }

        return client.Reader.GetRunAsync(run.Id).GetAwaiter().GetResult()!.Metric("training.l2")!.Count;
    }

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
        var columns = SchemaDefinition.Create(typeof(Example));
        columns[nameof(Example.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, shape.Features);
        var trainer = new FastTreeRegressionTrainer.Options { NumberOfTrees = shape.Trees, NumberOfThreads = shape.Threads, TestFrequency = testFrequency };
        return (ml, ml.Regression.Trainers.FastTree(trainer), ml.Data.LoadFromEnumerable(shape.Examples.Value, columns));
    }

    private sealed record Shape(string Name, int Rows, int Features, int Trees, int? Threads)
    {
        public Lazy<Example[]> Examples { get; } = new(() =>
        {
            var random = new Random(3);
            return [.. Enumerable.Range(0, Rows).Select(_ => (float[])[.. Enumerable.Range(0, Features).Select(_ => (float)random.NextDouble())])
                .Select(f => new Example { Features = f, Label = f[0] + (f[1] * f[2]) })];
        });
    }

    private sealed class Example
    {
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }
}
