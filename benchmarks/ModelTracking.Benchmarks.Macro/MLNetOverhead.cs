using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>
/// Processor time that tracking adds to fits of ML.NET: SDCA on uncached iris, which sends 24 messages an iteration (half a million in a whole fit, of which this is a tenth), and a FastTree fit of
/// more than a second. With context and pipeline tracked, and without, in turn.
/// </summary>
internal static class MLNetOverhead
{
    private const int Rounds = 8;
    private const int Iterations = 2000;

    public static int Run()
    {
        using var scratch = new Scratch();
        using var client = scratch.Open();
        Compare(client, "sdca_uncached", 15, Sdca);
        Compare(client, "fasttree", 2, FastTree);
        return Figure.ExitCode;
    }

    private static void Compare(TrackingClient client, string name, double bar, Func<(MLContext Context, IEstimator<ITransformer> Trainer, IDataView Data)> make)
    {
        var (plain, ratios) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            // One right after the other and in changing order, so that whatever else the machine does meets both.
            var before = round % 2 == 0 ? Plain(make) : 0;
            var with = Tracked(client, name, make);
            var without = before > 0 ? before : Plain(make);

            // The first round warms both up.
            if (round > 0)
            {
                plain.Add(without);
                ratios.Add(with / without);
            }
        }

        Figure.Plain($"mlnet.{name}.messages", Messages(make), "");
        Figure.Plain($"mlnet.{name}.fit", Measure.Median(plain), "s of processor");
        Figure.AtMost($"mlnet.{name}.overhead", (Measure.Median(ratios) - 1) * 100, "%", bar);
    }

    private static double Plain(Func<(MLContext Context, IEstimator<ITransformer> Trainer, IDataView Data)> make)
    {
        var (_, trainer, data) = make();
        return ProcessorSeconds(() => trainer.Fit(data));
    }

    private static double Tracked(TrackingClient client, string name, Func<(MLContext Context, IEstimator<ITransformer> Trainer, IDataView Data)> make)
    {
        using var run = client.StartRun(name);
        var (context, trainer, data) = make();
        return ProcessorSeconds(() =>
        {
            using var tracking = context.Track(run);
            trainer.Track(run).Fit(data);
        });
    }

    // Of all threads; the clock on the wall also measures whoever else uses the machine.
    private static double ProcessorSeconds(Action action)
    {
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
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
