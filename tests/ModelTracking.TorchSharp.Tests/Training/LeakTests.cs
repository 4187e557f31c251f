using Digits;
using ModelTracking.Backends;
using TorchSharp;
using static TorchSharp.torch;

namespace ModelTracking.Tests.Training;

public sealed class LeakTests
{
    private const int Steps = 10_000;

    [Theory]
    [InlineData(ScalarReading.Automatic)]
    [InlineData(ScalarReading.Deferred)]
    public void Ten_thousand_tracked_steps_leave_as_many_tensors_as_plain_ones(ScalarReading reading)
    {
        // Counts are kept per thread: a thread of its own sees nobody else's.
        var (plain, tracked) = (0L, 0L);
        var thread = new Thread(() =>
        {
            plain = Left(null);
            using var client = Some.Client(new InMemoryBackend());
            using var run = client.StartRun("leaks");
            tracked = Left(run, new OptimizerTracking { GradientNormEvery = 7, HistogramsEvery = 2_500, Reading = reading });
        });
        thread.Start();
        thread.Join();
        Assert.Equal(plain, tracked);
    }

    private static long Left(Run? run, OptimizerTracking? options = null)
    {
        random.manual_seed(1);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        long after;
        using var x = rand(8, 64);
        using var y = randint(10, [8], ScalarType.Int64);
        using (var model = DigitsNets.Mlp())
        using (var criterion = nn.CrossEntropyLoss())
        {
            if (run is not null)
            {
                model.Track(run, new ModuleTracking { Example = x, LogFinal = false });
            }

            optim.Optimizer optimizer = optim.SGD(model.parameters(), 0.01);
            optimizer = run is null ? optimizer : optimizer.Track(run, options);
            for (var i = 0; i < Steps; i++)
            {
                using var scope = NewDisposeScope();
                optimizer.zero_grad();
                var loss = criterion.forward(model.call(x), y);
                _ = run is null ? loss : loss.LogTo(run);
                loss.backward();
                optimizer.step();
            }

            if (run is not null)
            {
                run.FinishAsync().GetAwaiter().GetResult();
            }

            after = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            optimizer.Dispose();
        }

        return after - before;
    }
}
