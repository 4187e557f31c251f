using ModelTracking.Cli.Tests.Shared;

namespace ModelTracking.Cli.Tests.Commands;

/// <summary>A search's trials, taken over from Model Builder and listed.</summary>
public sealed class TrialTests : IDisposable
{
    private const string Project = """
        {
          "Scenario": "Classification",
          "RunHistory": {
            "Trials": [
              { "TrainerName": "SdcaMaximumEntropyMulti", "Score": 0.93, "RuntimeInSeconds": 2.55 },
              { "TrainerName": "FastTreeOva", "Score": 0.97, "RuntimeInSeconds": 1.04 }
            ],
            "MetricName": "MicroAccuracy"
          }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public TrialTests()
    {
        File.WriteAllText(Path.Combine(_folder, "Tumours.mbconfig"), Project);
        Directory.CreateDirectory(Store);
    }

    private string Store => Path.Combine(_folder, "store");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_project_is_imported_and_its_trials_are_listed_best_first()
    {
        var imported = await Import("mbconfig");
        var list = await ToolRun.Of(Store, "leaderboard", "Tumours");

        Assert.Equal((0, 0), (imported.ExitCode, list.ExitCode));
        Assert.StartsWith("Imported 2 trials.", imported.Output, StringComparison.Ordinal);
        Assert.True(list.Output.IndexOf("FastTreeOva", StringComparison.Ordinal) < list.Output.IndexOf("SdcaMaximumEntropyMulti", StringComparison.Ordinal), list.Output);
        Assert.Contains("0.97", list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_is_there_as_JSON()
    {
        await Import("mbconfig");
        await Import("mbconfig");

        var json = (await ToolRun.Of(Store, "leaderboard", "Tumours", "--json")).Json;

        Assert.Equal(["FastTreeOva", "SdcaMaximumEntropyMulti"], json.EnumerateArray().Select(t => t.GetProperty("pipeline").GetString()));
        Assert.True(json[0].GetProperty("isBest").GetBoolean());
        Assert.Equal(1.04, json[0].GetProperty("seconds").GetDouble());
    }

    [Fact]
    public async Task What_cannot_be_imported_is_refused_with_a_word()
    {
        Assert.Contains("There are: csv, mbconfig", (await Import("xml")).Error, StringComparison.Ordinal);
        Assert.NotEqual(0, (await ToolRun.Of(Store, "import", "mbconfig", "nowhere.mbconfig")).ExitCode);
    }

    private Task<ToolRun> Import(string kind) => ToolRun.Of(Store, "import", kind, Path.Combine(_folder, "Tumours.mbconfig"));
}
