using System.Text.Json.Serialization;
using ModelTracking.Backends;
using ModelTracking.Records;

namespace ModelTracking.Tests.Runs;

public sealed partial class ParamSourceTests
{
    public sealed record Optimizer(string Name, double Momentum);

    public sealed record Settings(int Epochs, float Rate, bool Shuffle, string? Note, Optimizer Optimizer, int[] Layers);

    [JsonSerializable(typeof(Settings))]
    public sealed partial class SettingsJson : JsonSerializerContext;

    private static async Task<IEnumerable<KeyValuePair<string, object?>>> Params(Action<Run> log)
    {
        var memory = new InMemoryBackend();
        await using var client = Some.Client(memory);
        var run = client.StartRun("iris");
        log(run);
        await run.FinishAsync();
        return (await memory.GetRunAsync(run.Id))!.Params.Select(p => KeyValuePair.Create(p.Key, p.Value.ToObject()));
    }

    [Fact]
    public async Task An_options_record_is_flattened_without_reflection()
    {
        var settings = new Settings(3, 0.1f, true, null, new Optimizer("sgd", 0.9), [64, 32]);
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["Epochs"] = 3L,
                ["Rate"] = 0.1,
                ["Shuffle"] = true,
                ["Note"] = null,
                ["Optimizer.Name"] = "sgd",
                ["Optimizer.Momentum"] = 0.9,
                ["Layers"] = "[64, 32]",
            },
            await Params(run => run.LogParams(settings, SettingsJson.Default.Settings)));
    }

    [Fact]
    public async Task A_dictionary_is_flattened()
    {
        var nested = new Dictionary<string, object?> { ["lr"] = 0.1, ["model"] = new Dictionary<string, object?> { ["depth"] = 3 } };
        Assert.Equal(new Dictionary<string, object?> { ["lr"] = 0.1, ["model.depth"] = 3L }, await Params(run => run.LogParams(nested)));
    }

    [Fact]
    public async Task Configuration_pairs_get_dots_and_types()
    {
        var configuration = new Dictionary<string, string?> { ["Train"] = null, ["Train:Lr"] = "0.1", ["Train:Epochs"] = "30", ["Train:Shuffle"] = "True", ["Train:Code"] = "007" };
        Assert.Equal(
            new Dictionary<string, object?> { ["Train.Lr"] = 0.1, ["Train.Epochs"] = 30L, ["Train.Shuffle"] = true, ["Train.Code"] = "007" },
            await Params(run => run.LogParams(configuration)));
    }

    [Fact]
    public async Task A_command_line_is_understood()
    {
        string[] args = ["data.csv", "--lr", "0.1", "--epochs=30", "/seed:7", "--verbose", "-n", "-5"];
        Assert.Equal(
            new Dictionary<string, object?> { ["args.0"] = "data.csv", ["lr"] = 0.1, ["epochs"] = 30L, ["seed"] = 7L, ["verbose"] = true, ["n"] = -5L },
            await Params(run => run.LogParams(args)));
    }

    [Fact]
    public void Texts_do_not_depend_on_the_culture()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            var german = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
            german.NumberFormat.NumberDecimalSeparator = ",";
            Thread.CurrentThread.CurrentCulture = german;
            Assert.Equal("0.5", ParamValue.From(0.5).ToString());
            Assert.Equal("0.1", ParamValue.From(0.1f).ToString());
            Assert.Equal("1.5", ParamValue.From(1.5m).ToString());
            Assert.Equal("2026-01-02T03:04:05.0000000+00:00", ParamValue.From(Some.Time).ToString());
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }
}
