using ModelTracking.Backends;
using ModelTracking.Records;

namespace ModelTracking.Tests.Faults;

/// <summary>A program that says nothing about tracking is told by its environment.</summary>
public sealed class EnvironmentTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static async Task<int> Run(string store, string? experiment = null, string? run = null)
    {
        var environment = new Dictionary<string, string> { ["MODELTRACKING_URI"] = store };
        if (experiment is not null)
        {
            environment["MODELTRACKING_EXPERIMENT"] = experiment;
        }

        if (run is not null)
        {
            environment["MODELTRACKING_RUN_ID"] = run;
        }

        using var program = TestProgram.Start(environment, "from-environment");
        await program.Ended();
        return program.ExitCode;
    }

    [Fact]
    public async Task Store_experiment_and_run_are_taken_from_it()
    {
        var id = RunId.New();
        Assert.Equal(0, await Run(_folder.Path, "nightly", id.ToString()));
        Assert.Equal("nightly", (await FileStore.Open(_folder.Path).Reader.GetRunAsync(id))!.Experiment);
    }

    [Fact]
    public async Task A_second_program_with_the_same_run_joins_it()
    {
        var id = RunId.New();
        await Run(_folder.Path, "nightly", id.ToString());
        await Run(_folder.Path, "nightly", id.ToString());
        var run = Assert.Single(await FileStore.Open(_folder.Path).Reader.ListRunsAsync().ToListAsync());
        Assert.Equal((RunStatus.Finished, 2L), (run.Status, run.Metric("loss")!.Count));
    }

    [Fact]
    public async Task A_file_uri_is_a_folder()
    {
        Assert.Equal(0, await Run(new Uri(_folder["by uri"]).AbsoluteUri));
        Assert.Equal("default", Assert.Single(await FileStore.Open(_folder["by uri"]).Reader.ListRunsAsync().ToListAsync()).Experiment);
    }

    [Theory]
    [InlineData("not-an-id")]
    [InlineData("../../up")]
    public async Task A_run_that_is_no_id_is_refused(string run) => Assert.NotEqual(0, await Run(_folder.Path, null, run));
}
