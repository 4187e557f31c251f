using ModelTracking.Backends;
using ModelTracking.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace ModelTracking.Tests.Training;

public sealed class ScalarTests : IAsyncDisposable
{
    private readonly InMemoryBackend _memory = new();
    private readonly TrackingClient _client;
    private readonly Run _run;
    private readonly TorchSharp.Modules.Linear _layer = nn.Linear(1, 1);

    public ScalarTests()
    {
        _client = Some.Client(_memory);
        _run = _client.StartRun("scalars");
    }

    public async ValueTask DisposeAsync()
    {
        _layer.Dispose();
        await _client.DisposeAsync();
    }

    private async Task<RunSummary> Finish()
    {
        await _run.FinishAsync();
        return (await _memory.GetRunAsync(_run.Id))!;
    }

    private async Task<IEnumerable<(long?, double)>> Points(MetricKey key)
    {
        await _run.FlushAsync();
        return (await _memory.ReadPointsAsync(_run.Id, key)).Select(p => (p.Step, p.Value));
    }

    [Fact]
    public async Task A_loss_is_logged_under_the_number_of_the_step_it_leads_to()
    {
        using var optimizer = optim.SGD(_layer.parameters(), 0.1).Track(_run);
        for (var i = 1; i <= 3; i++)
        {
            using var loss = tensor(i * 0.5f, requires_grad: true);
            Assert.Same(loss, loss.LogTo(_run, "train/loss"));
            optimizer.step();
        }

        Assert.Equal([(1, 0.5), (2, 1), (3, 1.5)], await Points("train/loss"));
        Assert.Equal(3, optimizer.GlobalStep);
    }

    [Theory]
    [InlineData(ScalarReading.Immediate)]
    [InlineData(ScalarReading.Deferred)]
    public async Task Values_read_later_have_the_same_steps_order_and_values(ScalarReading reading)
    {
        using var optimizer = optim.SGD(_layer.parameters(), 0.1).Track(_run, new OptimizerTracking { Reading = reading });
        for (var i = 1; i <= 300; i++)
        {
            using var scope = NewDisposeScope();
            var loss = tensor((double)i, float64, requires_grad: true);
            loss.LogTo(_run);
            using (no_grad())
            {
                // What happens to the tensor afterwards is the program's business.
                loss.mul_(0);
            }

            optimizer.step();
        }

        await Finish();
        var points = await _memory.ReadPointsAsync(_run.Id, "loss");
        Assert.Equal(Enumerable.Range(1, 300).Select(i => ((long?)i, (double)i)), points.Select(p => (p.Step, p.Value)));
        Assert.Equal(points.OrderBy(p => p.UnixMicroseconds).Select(p => p.Step), points.Select(p => p.Step));
    }

    [Fact]
    public async Task A_tensor_with_more_elements_is_logged_as_their_mean_whatever_its_type()
    {
        using var one = tensor(new[] { 2L });
        using var several = tensor(new[] { 1, 2, 6 });
        using var half = tensor(0.5f).to_type(ScalarType.Float16);
        one.LogTo(_run, "x");
        several.LogTo(_run, "x");
        half.LogTo(_run, "x");
        Assert.Equal([2, 3, 0.5], (await Points("x")).Select(p => p.Item2));
    }

    [Fact]
    public async Task A_value_is_the_one_that_item_gives_however_its_tensor_lies_in_memory()
    {
        using var scope = NewDisposeScope();
        var row = arange(12, float32).reshape(3, 4);
        Tensor[] all = [tensor(1.25f), tensor(-2.5), row[1, 2], row.t()[3, 2].reshape(1), complex(tensor(1f), tensor(2f)).conj().imag, tensor(7L), tensor(true)];
        foreach (var one in all)
        {
            one.LogTo(_run, "x");
        }

        Assert.Equal([1.25, -2.5, 6, 11, -2, 7, 1], (await Points("x")).Select(p => p.Item2));
    }

    [Fact]
    public async Task The_gradient_norm_of_large_and_small_tensors_is_that_of_libtorch()
    {
        using var layer = nn.Linear(300, 301);
        using var optimizer = optim.SGD(layer.parameters(), 0.1).Track(_run, new OptimizerTracking { GradientNormEvery = 1 });
        layer.weight!.grad = rand(301, 300);
        layer.bias!.grad = rand(301);
        using var all = cat([layer.weight.grad!.reshape(-1), layer.bias.grad!]).to_type(ScalarType.Float64).norm();
        optimizer.step();

        Assert.Equal(all.item<double>(), (await Points("grad_norm")).Single().Item2, 1e-3);
    }

    [Fact]
    public async Task Nan_is_told_at_once_with_its_step_and_once_until_it_is_over()
    {
        using var optimizer = optim.SGD(_layer.parameters(), 0.1).Track(_run);
        foreach (var value in new[] { 1f, float.NaN, float.PositiveInfinity, 2f, float.NaN })
        {
            using var loss = tensor(value, requires_grad: true);
            loss.LogTo(_run);
            optimizer.step();
        }

        var events = (await Finish()).Events.Where(e => e.Name == "training.not_finite").ToArray();
        Assert.Equal([2L, 5L], events.Select(e => e.Step!.Value));
        Assert.All(events, e => Assert.Equal(EventSeverity.Error, e.Severity));
        Assert.Contains("NaN at step 2", events[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_gradient_is_told_with_the_parameter_that_has_it()
    {
        _layer.Track(_run, new ModuleTracking { LogFinal = false });
        using var optimizer = optim.SGD(_layer.parameters(), 0.1).Track(_run, new OptimizerTracking { GradientNormEvery = 1 });
        _layer.weight!.grad = zeros(1, 1);
        _layer.bias!.grad = tensor(new[] { float.NaN });
        optimizer.step();
        var happened = Assert.Single((await Finish()).Events, e => e.Name == "training.gradient_not_finite");
        Assert.Equal(1, happened.Step);
        Assert.Contains("because of bias", happened.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_loss_has_the_gradients_looked_at_out_of_turn()
    {
        using var optimizer = optim.SGD(_layer.parameters(), 0.1).Track(_run, new OptimizerTracking { GradientNormEvery = 1000 });
        for (var i = 1; i <= 3; i++)
        {
            using var scope = NewDisposeScope();
            var loss = (_layer.forward(ones(1, 1)) * (i == 2 ? float.NaN : 1)).sum().LogTo(_run);
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
        }

        // The third step's loss is broken by the second one's gradients.
        Assert.Equal([1L, 2L, 3L], (await Points("grad_norm")).Select(p => p.Item1!.Value));
    }

    [Theory]
    [InlineData(ScalarReading.Immediate)]
    [InlineData(ScalarReading.Automatic)]
    public async Task The_gradient_norm_is_that_of_all_gradients_together(ScalarReading reading)
    {
        using var optimizer = optim.SGD(_layer.parameters(), 0.1).Track(_run, new OptimizerTracking { GradientNormEvery = 2, Reading = reading });
        for (var i = 0; i < 3; i++)
        {
            _layer.weight!.grad = full([1, 1], 3f);
            _layer.bias!.grad = full([1], 4f);
            optimizer.step();
        }

        Assert.Equal([(1, 5), (3, 5)], await Points("grad_norm"));
    }

    [Fact]
    public async Task Histograms_of_weights_and_gradients_come_on_request_by_step_and_name()
    {
        _layer.Track(_run, new ModuleTracking { LogFinal = false });
        using var optimizer = optim.SGD(_layer.parameters(), 0.1).Track(_run, new OptimizerTracking { HistogramsEvery = 2 });
        for (var i = 0; i < 3; i++)
        {
            using var loss = _layer.forward(ones(4, 1)).sum();
            loss.backward();
            optimizer.step();
        }

        var run = await Finish();
        var histograms = run.Artifacts.Where(a => a.Kind == "histogram").Select(a => (a.Path, a.Step!.Value)).ToArray();
        Assert.Equal(
            [("charts/gradients/bias/step-0000000001.json", 1L), ("charts/gradients/bias/step-0000000003.json", 3L)],
            histograms.Where(h => h.Path.Contains("gradients/bias", StringComparison.Ordinal)).Order());
        Assert.Equal(8, histograms.Length);
    }

    [Fact]
    public async Task Speed_and_tensors_alive_are_logged_at_intervals()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var optimizer = optim.SGD(_layer.parameters(), 0.1).Track(_run, new OptimizerTracking { TimeProvider = clock, BatchSize = 8 });
        for (var i = 0; i < 21; i++)
        {
            optimizer.step();
            clock.Advance(TimeSpan.FromMilliseconds(125));
        }

        Assert.Equal([(9, 8), (17, 8)], await Points("steps_per_second"));
        Assert.Equal([(9, 64), (17, 64)], await Points("examples_per_second"));
        Assert.Equal([9L, 17L], (await Points("tensors_alive")).Select(p => p.Item1!.Value));
    }

    [Fact]
    public async Task Batches_count_their_own_rows()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var optimizer = optim.SGD(_layer.parameters(), 0.1).Track(_run, new OptimizerTracking { TimeProvider = clock });
        using var x = rand(5, 1);
        using var y = rand(5);
        foreach (var (_, _) in _run.Batches(Enumerable.Repeat((x, y), 5)))
        {
            optimizer.step();
            clock.Advance(TimeSpan.FromMilliseconds(250));
        }

        Assert.Equal([(5, 25)], await Points("examples_per_second"));
    }

    [Fact]
    public async Task Tensors_that_pile_up_are_told_with_the_remedy()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var optimizer = optim.SGD(_layer.parameters(), 0.1).Track(_run, new OptimizerTracking { TimeProvider = clock });
        var kept = new List<Tensor>();
        for (var i = 0; i < 30; i++)
        {
            kept.Add(ones(1));
            kept.Add(ones(1));
            optimizer.step();
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        kept.ForEach(t => t.Dispose());
        var told = Assert.Single((await Finish()).Events, e => e.Name == "training.tensors_grow");
        Assert.Contains("2 tensors", told.Message, StringComparison.Ordinal);
        Assert.Contains("NewDisposeScope", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_optimizer_does_not_count_the_steps_of_the_run()
    {
        using var generator = optim.SGD(_layer.parameters(), 0.1).Track(_run);
        using var critic = optim.SGD(_layer.parameters(), 0.2).Track(_run);
        generator.step();
        critic.step();
        generator.step();
        var run = await Finish();
        Assert.Equal(2, generator.GlobalStep);
        Assert.Equal("SGD", run.Param("optimizer2")!.Value.ToString());
        Assert.Equal(0.2, run.Metric("optimizer2/lr")!.Last);
    }

    [Fact]
    public async Task Nothing_that_goes_wrong_in_tracking_reaches_the_training()
    {
        using var optimizer = optim.SGD(_layer.parameters(), 0.1).Track(_run);
        var gone = tensor(1f, requires_grad: true);
        gone.Dispose();
        gone.LogTo(_run, "gone");
        optimizer.step();
        await _run.FinishAsync();
        optimizer.step();
        tensor(1f).LogTo(_run);
        Assert.Contains((await _memory.GetRunAsync(_run.Id))!.Events, e => e.Name == "trouble.Internal");
    }
}
