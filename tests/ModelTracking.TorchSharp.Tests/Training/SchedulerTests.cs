using Digits;
using ModelTracking.Backends;
using ModelTracking.Records;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.optim.lr_scheduler;

namespace ModelTracking.Tests.Training;

public sealed class SchedulerTests
{
    private static LRScheduler Make(string name, optim.Optimizer optimizer) => name switch
    {
        "StepLR" => StepLR(optimizer, 30, 0.5),
        "Cosine" => CosineAnnealingLR(optimizer, 88, 0.0001),
        "Plateau" => ReduceLROnPlateau(optimizer, patience: 3, factor: 0.5),
        "OneCycle" => OneCycleLR(optimizer, 0.01, total_steps: 90),
        "Cyclic" => CyclicLR(optimizer, 0.001, 0.01, 20, cycle_momentum: optimizer is optim.IMomentum),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    [Theory]
    [InlineData("StepLR", "Adam")]
    [InlineData("Cosine", "Adam")]
    [InlineData("Plateau", "Adam")]
    [InlineData("OneCycle", "Adam")]
    [InlineData("OneCycle", "SGD")]
    [InlineData("Cyclic", "SGD")]
    [InlineData("Cyclic", "Adam")]
    public async Task Under_every_scheduler_the_logged_rate_is_the_one_each_step_was_made_with(string name, string kind)
    {
        (List<double> Rates, float[] Weights) Trained(Run? run)
        {
            random.manual_seed(2);
            using var model = DigitsNets.Mlp();
            optim.Optimizer optimizer = kind == "SGD" ? optim.SGD(model.parameters(), 0.01, momentum: 0.9) : optim.Adam(model.parameters(), 0.01);
            optimizer = run is null ? optimizer : optimizer.Track(run);
            using var owned = optimizer;
            var scheduler = Make(name, optimizer);
            var rates = new List<double> { optimizer.ParamGroups.First().LearningRate };
            Digit.Train(model, optimizer, 2, run, () =>
            {
                if (name == "Plateau")
                {
                    scheduler.step(1.0);
                }
                else
                {
                    scheduler.step();
                }

                rates.Add(optimizer.ParamGroups.First().LearningRate);
            });
            return (rates[..^1], Digit.Weights(model));
        }

        var memory = new InMemoryBackend();
        await using var client = Some.Client(memory);
        var run = client.StartRun("digits");
        var (rates, weights) = Trained(run);
        await run.FinishAsync();
        Assert.Equal(Trained(null).Weights, weights);

        var points = await memory.ReadPointsAsync(run.Id, "lr");
        var logged = points.ToDictionary(p => p.Step!.Value, p => p.Value);
        Assert.Equal(points.Count, logged.Count);
        var current = double.NaN;
        for (var step = 1; step <= rates.Count; step++)
        {
            current = logged.GetValueOrDefault(step, current);
            Assert.Equal(rates[step - 1], current);
        }

        Assert.True(logged.ContainsKey(rates.Count), "the curve reaches to the last step");
    }

    [Fact]
    public async Task A_rate_that_jumps_is_a_stair_in_the_chart_and_not_a_slope()
    {
        var memory = new InMemoryBackend();
        await using var client = Some.Client(memory);
        var run = client.StartRun("digits");
        using var layer = nn.Linear(1, 1);
        using var optimizer = optim.SGD(layer.parameters(), 1.0).Track(run);
        var scheduler = StepLR(optimizer, 5, 0.1);
        for (var i = 0; i < 8; i++)
        {
            optimizer.step();
            scheduler.step();
        }

        await run.FinishAsync();
        Assert.Equal([(1L, 1.0), (5L, 1.0), (6L, 0.1), (8L, 0.1)], (await memory.ReadPointsAsync(run.Id, "lr")).Select(p => (p.Step!.Value, Math.Round(p.Value, 9))));
    }

    [Fact]
    public async Task Momentum_is_a_metric_only_where_a_scheduler_moves_it()
    {
        var memory = new InMemoryBackend();
        await using var client = Some.Client(memory);
        var run = client.StartRun("digits");
        using var layer = nn.Linear(1, 1);
        using var optimizer = optim.SGD(layer.parameters(), 1.0, momentum: 0.9).Track(run);
        optimizer.step();
        optimizer.step();
        await run.FlushAsync();
        Assert.Null((await memory.GetRunAsync(run.Id))!.Metric("momentum"));
        ((optim.IMomentum)optimizer.ParamGroups.First()).Momentum = 0.8;
        optimizer.step();
        await run.FinishAsync();
        Assert.Equal([(2L, 0.9), (3L, 0.8)], (await memory.ReadPointsAsync(run.Id, "momentum")).Select(p => (p.Step!.Value, p.Value)));
    }
}
