using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>
/// What tracking adds to fits of ML.NET: SDCA on uncached iris, which sends 48 messages an iteration, and a FastTree fit of more than a
/// second. With context and pipeline tracked, and without, in turn.
/// </summary>
internal static class MLNetOverhead
{
    private const int Iterations = 500;

    public static int Run()
    {
        using var scratch = new Scratch();
        using var client = scratch.Open();
        Compare(client, "sdca_uncached", 15, 12, Sdca);
        Compare(client, "fasttree", 2, 12, FastTree);
        return Figure.ExitCode;
    }

    private static void Compare(TrackingClient client, string name, double bar, int rounds, Func<(MLContext Context, IEstimator<ITransformer> Trainer, IDataView Data)> make)
    {
        // Warm both up.
        _ = Plain(make);
        _ = Tracked(client, name, make);
        var (first, tracked, last) = (new List<Cost>(), new List<Cost>(), new List<Cost>());
        for (var round = 0; round < rounds; round++)
        {
            // A B B A: who comes second gains nothing by it.
            first.Add(Plain(make));
            tracked.Add(Tracked(client, name, make));
            tracked.Add(Tracked(client, name, make));
            last.Add(Plain(make));
        }

        // Of the fastest fits: whatever else the machine does can only add to one.
        var plain = first.Concat(last).ToArray();
        Figure.Plain($"mlnet.{name}.messages", Messages(make), "");
        Figure.Plain($"mlnet.{name}.fit", plain.Min(c => c.Wall), "s");
        Figure.AtMost($"mlnet.{name}.overhead", More(tracked, plain, c => c.Wall), "%", bar);
        Figure.AtMost($"mlnet.{name}.overhead_cpu", More(tracked, plain, c => c.Processor), "%", bar);
        Figure.Plain($"mlnet.{name}.overhead_of_nothing", More(last, first, c => c.Wall), "%");
    }

    private static double More(IEnumerable<Cost> with, IEnumerable<Cost> without, Func<Cost, double> of) => (with.Min(of) / without.Min(of) - 1) * 100;

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

    private static (MLContext Context, IEstimator<ITransformer> Trainer, IDataView Data) FastTree()
    {
        const int Rows = 20_000;
        var ml = new MLContext(seed: 1);
        var random = new Random(3);
        var rows = Enumerable.Range(0, Rows).Select(_ =>
        {
            var features = Enumerable.Range(0, Example.Width).Select(_ => (float)random.NextDouble()).ToArray();
            return new Example { Features = features, Label = features[0] + (features[1] * features[2]) };
        }).ToArray();
        return (ml, ml.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options { NumberOfTrees = 150, NumberOfThreads = 1 }), ml.Data.LoadFromEnumerable(rows));
    }

    private sealed class Example
    {
        public const int Width = 30;

        [VectorType(Width)]
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }
}
