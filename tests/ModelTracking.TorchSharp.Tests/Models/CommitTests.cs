using Digits;
using ModelTracking.Backends;
using ModelTracking.Versioning;
using TorchSharp;
using static TorchSharp.torch;

namespace ModelTracking.Tests.Models;

/// <summary>Modules in commits.</summary>
public sealed class CommitTests : IAsyncDisposable
{
    private readonly TrackingClient _client = Some.Client(new InMemoryBackend());

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public void A_committed_module_is_read_back_with_its_weights()
    {
        using var model = DigitsNets.Conv();
        var commit = _client.Repository("digits").Commit("first", c => c.Model("net", model));
        Assert.Equal("\"torchsharp\"", commit.Tree.Find(TreePart.Model, "net:flavour")!.ToString());
        Assert.Equal($"{model.parameters().Sum(p => p.numel())}", commit.Tree.Find(TreePart.Model, "net:parameters")!.ToString());

        using var again = DigitsNets.Conv();
        using (var folder = new TempFolder())
        {
            File.WriteAllBytes(folder["w.dat"], Bytes(commit));
            again.load(folder["w.dat"]);
        }

        foreach (var (name, tensor) in model.state_dict())
        {
            Assert.True(tensor.allclose(again.state_dict()[name]), name);
        }
    }

    [Fact]
    public void Two_states_of_a_module_are_compared_tensor_by_tensor()
    {
        var repository = _client.Repository("digits");
        using var model = DigitsNets.Conv();
        var before = repository.Commit("first", c => c.Model("net", model));
        using (no_grad())
        {
            model.named_parameters().First(p => p.name == "output.bias").parameter.fill_(2);
        }

        var after = repository.Commit("second", c => c.Model("net", model));
        var diff = repository.Diff(before, after);
        var lines = diff.Details(Assert.Single(diff.Changes));
        Assert.StartsWith("parameters ", lines[0], StringComparison.Ordinal);
        Assert.Matches(@"^~ output\.bias f32\[10\], norm 0\.\d+ -> 6\.3246$", Assert.Single(lines, l => l.StartsWith('~')));
        Assert.Equal($"{model.state_dict().Count - 1} of {model.state_dict().Count} unchanged", lines[^1]);
    }

    private static byte[] Bytes(Commit commit)
    {
        using var bytes = new MemoryStream();
        using var content = commit.Open("state_dict.dat");
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}
