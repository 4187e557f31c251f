using ModelTracking.Diagnostics;
using ModelTracking.MLNet.Tests.Shared;
using ModelTracking.Records;

namespace ModelTracking.MLNet.Tests.ModelBuilder;

public sealed class ModelBuilderImportTests
{
    private static readonly string Project = Path.Combine(AppContext.BaseDirectory, "Fixtures", "MLModel1.mbconfig");

    [Fact]
    public async Task A_project_becomes_a_run_with_a_nested_run_per_trial()
    {
        using var test = new TestRun();

        var id = await ModelBuilderImport.ImportAsync(test.Client, Project);

        var parent = (await test.Reader.GetRunAsync(id))!;
        var rows = await Leaderboard.ReadAsync(test.Reader, id);
        Assert.Equal(("MLModel1", "MLModel1", RunStatus.Finished), (parent.Experiment, parent.Name, parent.Status));
        Assert.Equal([("FastTreeOva", 0.97, 1), ("LightGbmMulti", 0.95, 2), ("SdcaMaximumEntropyMulti", 0.93, 0)], rows.Select(r => (r.Pipeline!, r.Metric!.Value, r.Trial)));
        Assert.Equal([true, false, false], rows.Select(r => r.IsBest));
        Assert.Equal(1.043, rows[0].Seconds!.Value, 3);
        Assert.Equal("[radius, texture]", parent.Param("modelbuilder.columns.feature")?.ToString());
        Assert.Equal("MicroAccuracy", parent.Param("automl.metric_name")?.ToString());
        Assert.Equal("tumours.csv", parent.Param("modelbuilder.data.file")?.ToString());
        Assert.Equal(ParamValue.Of(0.9), parent.Param("pipeline.1.FeatureFraction"));
    }

    [Fact]
    public async Task A_second_import_of_the_same_file_changes_nothing()
    {
        using var test = new TestRun();

        var first = await ModelBuilderImport.ImportAsync(test.Client, Project);
        var second = await ModelBuilderImport.ImportAsync(test.Client, Project);

        Assert.Equal(first, second);
        Assert.Equal(3, (await Leaderboard.ReadAsync(test.Reader, first)).Count);
    }

    [Fact]
    public async Task Secrets_of_the_data_source_stay_outside()
    {
        using var test = new TestRun();

        var id = await ModelBuilderImport.ImportAsync(test.Client, Project);

        var parent = (await test.Reader.GetRunAsync(id))!;
        Assert.DoesNotContain(parent.Params, p => p.Value.ToString().Contains("secret", StringComparison.Ordinal));
        Assert.Empty(parent.Artifacts);
    }

    [Fact]
    public async Task A_project_with_an_error_to_be_small_has_the_least_as_its_best()
    {
        using var test = new TestRun();
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.mbconfig");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(Project)).Replace("MicroAccuracy", "RMSE", StringComparison.Ordinal));
        try
        {
            var rows = await Leaderboard.ReadAsync(test.Reader, await ModelBuilderImport.ImportAsync(test.Client, file, "prices"));

            Assert.Equal([0.93, 0.95, 0.97], rows.Select(r => r.Metric!.Value));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("{}", "holds no training history")]
    [InlineData("not json", "is not a Model Builder project")]
    [InlineData("[1]", "holds no training history")]
    public async Task A_file_of_another_kind_is_refused_with_a_word(string content, string word)
    {
        using var test = new TestRun();
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.mbconfig");
        await File.WriteAllTextAsync(file, content);
        try
        {
            var exception = await Assert.ThrowsAsync<TrackingException>(() => ModelBuilderImport.ImportAsync(test.Client, file));

            Assert.Contains(word, exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_said_so()
    {
        using var test = new TestRun();

        await Assert.ThrowsAsync<TrackingException>(() => ModelBuilderImport.ImportAsync(test.Client, "nowhere.mbconfig"));
    }
}
