using ModelTracking.Backends;
using ModelTracking.Records;

namespace ModelTracking.Tests.Checkpoints;

public sealed class KillTests
{
    private const string Epochs = "6";

    [Fact]
    public async Task Training_that_was_killed_goes_on_and_ends_with_the_curve_of_one_that_was_not()
    {
        using var folder = new TempFolder();
        var (whole, killed) = (RunId.New(), RunId.New());
        using (var child = new Child(Child.OwnAssembly, null, "train", folder.Path, whole.ToString(), Epochs))
        {
            Assert.Equal((0, ""), (await child.EndAsync()) is var (code, _, errors) ? (code, errors) : default);
        }

        using (var child = new Child(Child.OwnAssembly, null, "train", folder.Path, killed.ToString(), Epochs))
        {
            await child.WaitForAsync("epoch 2/");
            await CheckpointIsStored(folder.Path, killed);
            child.Kill();
            await child.EndAsync();
        }

        using (var child = new Child(Child.OwnAssembly, null, "train", folder.Path, killed.ToString(), Epochs))
        {
            var (code, output, errors) = await child.EndAsync();
            Assert.Equal((0, ""), (code, errors));
            Assert.DoesNotContain("epoch 1/", output, StringComparison.Ordinal);
        }

        await using var client = Some.Client(options => options.Store = folder.Path);
        foreach (var key in new[] { new MetricKey("loss", "train"), new MetricKey("lr") })
        {
            var expected = await client.Reader.ReadPointsAsync(whole, key);
            var actual = await client.Reader.ReadPointsAsync(killed, key);
            if (key.Name == "lr")
            {
                // Logged where it changes, and where a process began.
                var rates = expected.ToDictionary(p => p.Step!.Value, p => p.Value);
                Assert.All(actual.Where(p => rates.ContainsKey(p.Step!.Value)), p => Assert.Equal(rates[p.Step!.Value], p.Value));
                Assert.Equal(expected[^1].Value, actual[^1].Value);
            }
            else
            {
                Assert.Equal(6 * 44, expected.Count);
                Assert.Equal(expected.Select(p => (p.Step, p.Value)), actual.Select(p => (p.Step, p.Value)));
            }
        }

        var final = await Task.WhenAll(new[] { whole, killed }.Select(async id => (await client.Reader.GetRunAsync(id))!.Artifacts.Single(a => a.Path == "model/state_dict.dat").Hash));
        Assert.Equal(final[0], final[1]);
    }

    // A checkpoint is stored in the background: a run that is killed before goes on from its beginning.
    private static async Task CheckpointIsStored(string store, RunId id)
    {
        await foreach (var batch in FileStore.Open(store).Reader.ReadRecordsAsync(id, follow: true))
        {
            if (batch.Records.OfType<ArtifactLogged>().Any(a => a.Path.StartsWith("checkpoints/", StringComparison.Ordinal) && a.Path.EndsWith(".json", StringComparison.Ordinal)))
            {
                return;
            }
        }
    }
}
