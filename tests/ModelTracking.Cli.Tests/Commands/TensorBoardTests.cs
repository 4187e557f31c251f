using ModelTracking.Cli.Tests.Shared;
using ModelTracking.Tests;

namespace ModelTracking.Cli.Tests.Commands;

/// <summary>TensorBoard's event files, taken over in the terminal.</summary>
public sealed class TensorBoardTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Store => _folder["store"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_that_TorchSharp_wrote_become_a_run_that_can_be_looked_at()
    {
        var imported = await ToolRun.Of(Store, "import", "tensorboard", Fixture("torchsharp"), "--experiment", "digits");

        Assert.Equal((0, ""), (imported.ExitCode, imported.Error));
        Assert.StartsWith("Imported 104 points and 2 artifacts into 1 run.", imported.Output, StringComparison.Ordinal);
        Assert.Contains("accuracy", (await ToolRun.Of(Store, "show", "digits")).Output, StringComparison.Ordinal);
        Assert.Contains("loss", (await ToolRun.Of(Store, "metrics", "digits", "loss")).Output, StringComparison.Ordinal);
        var drawn = await ToolRun.Of(Store, "artifacts", "digits", "--show", "charts/weights/hidden/step-0000000352.json");
        Assert.Equal(0, drawn.ExitCode);

        // It ended with its last event, and nothing in it is of the program that imported it.
        var shown = (await ToolRun.Of(Store, "show", "digits", "--json")).Json.GetProperty("run");
        Assert.StartsWith("2026-11-26T07:20:2", shown.GetProperty("endTime").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(shown.GetProperty("artifacts").EnumerateArray(), a => a.GetProperty("path").GetString()!.StartsWith("environment", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_of_PyTorch_imported_again_are_not_doubled()
    {
        await ToolRun.Of(Store, "import", "tensorboard", Fixture("pytorch"));
        var again = await ToolRun.Of(Store, "import", "TensorBoard", Fixture("pytorch"));

        Assert.Equal(0, again.ExitCode);
        Assert.StartsWith("Nothing new: 1 run is up to date.", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_is_named_with_the_place_and_the_sound_part_is_kept()
    {
        var bytes = await File.ReadAllBytesAsync(Directory.EnumerateFiles(Fixture("pytorch")).Single());
        bytes[150] ^= 1;
        Directory.CreateDirectory(_folder["runs"]);
        await File.WriteAllBytesAsync(_folder["runs/events.out.tfevents.1.host"], bytes);

        var imported = await ToolRun.Of(Store, "import", "tensorboard", _folder["runs"]);

        Assert.Equal(1, imported.ExitCode);
        Assert.StartsWith("Imported ", imported.Output, StringComparison.Ordinal);
        Assert.Contains("events.out.tfevents.1.host", imported.Error, StringComparison.Ordinal);
        Assert.Contains("checksum", imported.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_event_files_is_an_error_that_says_so()
    {
        var nothing = await ToolRun.Of(Store, "import", "tensorboard", _folder.Path);

        Assert.Equal(1, nothing.ExitCode);
        Assert.Contains("no event file", nothing.Error, StringComparison.Ordinal);
    }

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", "tensorboard", name);
}
