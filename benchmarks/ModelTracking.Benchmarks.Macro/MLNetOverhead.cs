using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>
/// What tracking adds to fits of ML.NET: SDCA on uncached iris, which sends half a million messages, and a FastTree fit of
/// more than a second. With context and pipeline tracked, and without, in turn.
/// </summary>
internal static class MLNetOverhead
{
    private const int Rounds = 7;

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
        var (plain, tracked) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var (_, trainer, data) = make();
            var without = Measure.Seconds(() => trainer.Fit(data));
            using var run = client.StartRun(name);
            var (context, again, same) = make();
            var with = Measure.Seconds(() =>
            {
                using var tracking = context.Track(run);
                again.Track(run).Fit(same);
            });

            // The first round warms both up.
            if (round > 0)
            {
                plain.Add(without);
                tracked.Add(with);
            }
        }

        Figure.Plain($"mlnet.{name}.fit", Measure.Median(plain), "s");
        Figure.AtMost($"mlnet.{name}.overhead", ((tracked.Min() / plain.Min()) - 1) * 100, "%", bar);
        Figure.Plain($"mlnet.{name}.overhead_of_medians", ((Measure.Median(tracked) / Measure.Median(plain)) - 1) * 100, "%");
    }

    private static (MLContext Context, IEstimator<ITransformer> Trainer, IDataView Data) Sdca()
    {
        var ml = new MLContext(seed: 1);
        var file = Path.Combine(AppContext.BaseDirectory, "data", "iris.csv");
        var view = ml.Data.LoadFromTextFile(file, [new TextLoader.Column("Features", DataKind.Single, 0, 3), new TextLoader.Column("Label", DataKind.Single, 4)], separatorChar: ',', hasHeader: true);

        // The tolerance cannot be met, so that both fits run all their iterations.
        return (ml, ml.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options { NumberOfThreads = 1, MaximumNumberOfIterations = 400, ConvergenceTolerance = 1e-9f }), view);
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
        return (ml, ml.Regression.Trainers.FastTree(numberOfTrees: 300), ml.Data.LoadFromEnumerable(rows));
    }

    private sealed class Example
    {
        public const int Width = 30;

        [VectorType(Width)]
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }
}
