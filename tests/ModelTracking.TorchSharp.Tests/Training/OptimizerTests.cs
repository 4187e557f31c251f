using Digits;
using ModelTracking.Backends;
using ModelTracking.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace ModelTracking.Tests.Training;

public sealed class OptimizerTests
{
    private static optim.Optimizer Make(string name, IEnumerable<TorchSharp.Modules.Parameter> parameters) => name switch
    {
        "SGD" => optim.SGD(parameters, 0.1, momentum: 0.9),
        "Adam" => optim.Adam(parameters, 0.01),
        "AdamW" => optim.AdamW(parameters, 0.01),
        "RMSProp" => optim.RMSProp(parameters, 0.005),
        "LBFGS" => optim.LBFGS(parameters, 0.3, max_iter: 20),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    [Theory]
    [InlineData("SGD")]
    [InlineData("Adam")]
    [InlineData("AdamW")]
    [InlineData("RMSProp")]
    [InlineData("LBFGS")]
    public async Task Every_optimizer_learns_the_digits_to_the_same_bits_with_tracking_as_without(string name)
    {
        float[] Trained(Run? run, out float accuracy)
        {
            random.manual_seed(11);
            using var model = DigitsNets.Mlp(dropout: name == "LBFGS" ? 0 : 0.1);
            model.Track_(run);
            using var inner = Make(name, model.parameters());
            var optimizer = run is null ? inner : inner.Track(run, new OptimizerTracking { GradientNormEvery = 5 });
            Digit.Train(model, optimizer, epochs: 15, run, rows: name == "LBFGS" ? 1400 : 32);
            accuracy = Digit.Accuracy(model);
            return Digit.Weights(model);
        }

        var memory = new InMemoryBackend();
        await using var client = Some.Client(memory);
        var run = client.StartRun("digits");
        var tracked = Trained(run, out var accuracy);
        await run.FinishAsync();
        Assert.Equal(Trained(null, out _), tracked);
        Assert.True(accuracy >= 0.95, $"{name} reached {accuracy}");

        var summary = await memory.Reader().GetRunAsync(run.Id);
        Assert.Equal(name, summary!.Param("optimizer")!.Value.ToString());
        Assert.True(summary.Metric("grad_norm")!.Min > 0);
        Assert.Equal(name == "LBFGS" ? 15 : 15 * 44, summary.Metric("train/loss")!.LastStep);
        Assert.DoesNotContain(summary.Events, e => e.Name.StartsWith("trouble.", StringComparison.Ordinal) && !e.Message.Contains("disposed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_convolutional_net_learns_the_digits()
    {
        var memory = new InMemoryBackend();
        await using var client = Some.Client(memory);
        using var run = client.StartRun("digits");
        random.manual_seed(5);
        using var model = DigitsNets.Conv().Track(run);
        using var optimizer = optim.Adam(model.parameters(), 0.003).Track(run);
        Digit.Train(model, optimizer, epochs: 6, run, call: true);
        Assert.True(Digit.Accuracy(model) >= 0.95);
    }

    [Fact]
    public async Task Hyperparameters_of_every_group_are_params()
    {
        var memory = new InMemoryBackend();
        await using var client = Some.Client(memory);
        var run = client.StartRun("digits");
        using var first = nn.Linear(2, 2);
        using var second = nn.Linear(2, 2);
        using var optimizer = optim.SGD(
            [new TorchSharp.Modules.SGD.ParamGroup(first.parameters(), 0.1, momentum: 0.9), new TorchSharp.Modules.SGD.ParamGroup(second.parameters(), 0.01)],
            0.1).Track(run);
        optimizer.step();
        await run.FinishAsync();
        var summary = await memory.GetRunAsync(run.Id);
        Assert.Equal(0.1, summary!.Param("optimizer.group0.lr")!.Value.ToObject());
        Assert.Equal(0.9, summary.Param("optimizer.group0.momentum")!.Value.ToObject());
        Assert.Equal(0.01, summary.Param("optimizer.group1.lr")!.Value.ToObject());
        Assert.Equal(false, summary.Param("optimizer.group1.nesterov")!.Value.ToObject());
        Assert.Equal(0.01, summary.Metric(new MetricKey("lr", "group=1"))!.Last);
    }

    [Fact]
    public async Task The_seed_the_device_and_the_versions_are_kept()
    {
        var memory = new InMemoryBackend();
        await using var client = Some.Client(memory);
        random.manual_seed(4711);
        var run = client.StartRun("digits");
        using var model = nn.Linear(2, 2).Track(run);
        await run.FinishAsync();
        var summary = await memory.GetRunAsync(run.Id);
        Assert.Equal(4711L, summary!.Param("torch.seed")!.Value.ToObject());
        Assert.Equal("cpu", summary.Param("torch.device")!.Value.ToObject());
        Assert.Equal("float32", summary.Param("torch.dtype")!.Value.ToObject());
        Assert.StartsWith("2.10", summary.Tags["libtorch.version"], StringComparison.Ordinal);
        Assert.StartsWith("0.107", summary.Tags["torchsharp.version"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_wrapper_gives_the_inner_optimizer_away_and_forwards_to_it()
    {
        using var client = Some.Client(new InMemoryBackend());
        using var run = client.StartRun("digits");
        using var layer = nn.Linear(2, 1);
        using var inner = optim.SGD(layer.parameters(), 0.1, momentum: 0.5);
        var tracked = inner.Track(run);
        Assert.Same(inner, tracked.Inner);
        Assert.Same(tracked, tracked.Track(run));
        Assert.Equal(0.5, Assert.IsAssignableFrom<optim.IMomentum>(tracked).Momentum);
        Assert.Equal(inner.parameters().Count(), tracked.parameters().Count());
        using var other = nn.Linear(3, 1);
        tracked.add_param_group(new TorchSharp.Modules.SGD.ParamGroup(other.parameters(), 0.2));
        Assert.Equal(2, inner.ParamGroups.Count());
        using (var loss = layer.forward(ones(1, 2)).sum())
        {
            loss.backward();
        }

        tracked.zero_grad();
        Assert.Equal(0f, layer.weight!.grad!.abs().sum().item<float>());
    }
}
