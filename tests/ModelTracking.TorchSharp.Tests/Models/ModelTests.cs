using System.Text.Json;
using Digits;
using ModelTracking.Backends;
using ModelTracking.Models;
using ModelTracking.Records;
using ModelTracking.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ModelTracking.Tests.Models;

public sealed class ModelTests : IAsyncDisposable
{
    private readonly InMemoryBackend _memory = new();
    private readonly TrackingClient _client;
    private readonly Run _run;

    public ModelTests()
    {
        _client = Some.Client(_memory);
        _run = _client.StartRun("models");
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private async Task<JsonElement> Json(string path)
    {
        await _run.FinishAsync();
        using var json = await JsonDocument.ParseAsync(await _memory.OpenArtifactAsync(_run.Id, path));
        return json.RootElement.Clone();
    }

    private async Task<string> Signature() => (await Json("model/model.json")).GetProperty("signature").ToString().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);

    [Fact]
    public async Task A_summary_shows_layers_shapes_counts_and_what_is_trained()
    {
        using var model = DigitsNets.Conv();
        model.named_parameters().First(p => p.name == "conv1.weight").parameter.requires_grad = false;
        using var example = rand(2, 64);
        model.Track(_run, new ModuleTracking { Example = example });
        var rows = (await Json("model/summary.json")).GetProperty("data").EnumerateArray().Select(r => string.Join('|', r.EnumerateArray().Select(c => c.ToString()))).ToArray();
        Assert.Contains("conv1|Conv2d|weight (16, 1, 3, 3), bias (16)|(-1, 16, 8, 8)|160|16|0", rows);
        Assert.Contains("norm1|BatchNorm2d|weight (16), bias (16)|(-1, 16, 8, 8)|32|32|33", rows);
        var run = (await _memory.GetRunAsync(_run.Id))!;
        Assert.Equal(model.parameters().Sum(p => p.numel()), run.Param("model.parameters")!.Value.ToObject());
        Assert.Equal(model.parameters().Sum(p => p.numel()) - 144, run.Param("model.trainable")!.Value.ToObject());
    }

    [Fact]
    public void Trying_an_example_leaves_no_trace()
    {
        using var model = DigitsNets.Conv();
        using var dropped = nn.Dropout(0.5);
        dropped.eval();
        using var whole = nn.Sequential(("net", model), ("off", dropped));
        using var example = rand(4, 64);
        random.manual_seed(9);
        var before = (Convert.ToHexString(get_rng_state().data<byte>().ToArray()), string.Join(' ', Digit.Weights(whole)), model.training, dropped.training);
        var buffers = whole.named_buffers().Select(b => b.buffer.to_type(ScalarType.Float64).sum().item<double>()).ToArray();
        whole.Track(_run, new ModuleTracking { Example = example });
        Assert.Equal(before, (Convert.ToHexString(get_rng_state().data<byte>().ToArray()), string.Join(' ', Digit.Weights(whole)), model.training, dropped.training));
        Assert.Equal(buffers, whole.named_buffers().Select(b => b.buffer.to_type(ScalarType.Float64).sum().item<double>()));
    }

    [Fact]
    public async Task The_final_weights_are_kept_and_load_into_a_fresh_model()
    {
        using var model = DigitsNets.Mlp().Track(_run);
        await _run.FinishAsync();
        using var fresh = DigitsNets.Mlp();
        Assert.NotEqual(Digit.Weights(model), Digit.Weights(fresh));
        using var copy = new MemoryStream();
        await (await _memory.OpenArtifactAsync(_run.Id, "model/state_dict.dat")).CopyToAsync(copy);
        fresh.load(new MemoryStream(copy.ToArray()));
        Assert.Equal(Digit.Weights(model), Digit.Weights(fresh));
    }

    [Fact]
    public async Task A_signature_is_learnt_from_the_first_batch_that_goes_through_call()
    {
        using var model = DigitsNets.Mlp().Track(_run);
        using (var scope = NewDisposeScope())
        {
            model.call(rand(5, 64));
        }

        Assert.Equal("""{"inputs":[{"type":"tensor","tensor-spec":{"dtype":"float32","shape":[-1,64]}}],"outputs":[{"type":"tensor","tensor-spec":{"dtype":"float32","shape":[-1,10]}}]}""", await Signature());
        Assert.Equal("observed", (await Json("model/model.json")).GetProperty("signature_source").GetString());
        var logged = Assert.Single((await _memory.GetRunAsync(_run.Id))!.Models);
        Assert.Equal(("model", "torchsharp", "model"), (logged.Name, logged.Flavor, logged.Path));
        Assert.Equal(("float32", "-1,64", "-1,10"), (logged.Inputs[0].Type, string.Join(',', logged.Inputs[0].Shape!), string.Join(',', logged.Outputs[0].Shape!)));
    }

    [Fact]
    public async Task A_model_that_is_only_run_by_forward_has_the_signature_of_its_outer_layers()
    {
        using var model = nn.Sequential(("first", nn.Conv2d(3, 8, 3)), ("flat", nn.Flatten()), ("last", nn.Linear(8, 2))).Track(_run);
        Assert.Contains("\"shape\":[-1,3,-1,-1]", await Signature(), StringComparison.Ordinal);
        Assert.Equal("layers", (await Json("model/model.json")).GetProperty("signature_source").GetString());
    }

    [Fact]
    public async Task A_model_that_was_disposed_before_its_run_ended_is_told()
    {
        var model = DigitsNets.Mlp().Track(_run);
        model.Dispose();
        var report = await _run.FinishAsync();
        Assert.Contains("disposed before its run ended", Assert.Single(report.Troubles).First.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_run_keeps_no_final_model()
    {
        using var model = DigitsNets.Mlp().Track(_run);
        await _run.FailAsync(new InvalidOperationException("out of memory"));
        Assert.DoesNotContain((await _memory.GetRunAsync(_run.Id))!.Artifacts, a => a.Path.EndsWith(".dat", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_model_can_be_stored_at_any_time_under_any_name()
    {
        using var model = DigitsNets.Mlp();
        using var example = rand(1, 64);
        _run.LogModel(model, "teacher", example);
        await _run.FinishAsync();
        var run = (await _memory.GetRunAsync(_run.Id))!;
        Assert.Contains(run.Artifacts, a => a is { Path: "teacher/state_dict.dat", Kind: "model" });
        Assert.Contains(run.Artifacts, a => a.Path == "teacher/model.json");
    }
}
