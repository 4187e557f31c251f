using ModelTracking.Backends;
using ModelTracking.Diagnostics;
using ModelTracking.Records;
using ModelTracking.Tests;

namespace ModelTracking.MLflow.Tests.FileStores;

/// <summary>The recorded file store of MLflow 3.8, taken over and given back.</summary>
public sealed class MlrunsTests : IDisposable
{
    private const string Child = "299eeb464d2045aba8eaaf237f3b6b64";
    private const string Deleted = "2077f85dcce84a7aa273834278f6c9c2";
    private const string Autolog = "b6497397ebcb42be9998860cc584dbc9";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Store => _folder["store"];

    private async Task<RunSummary> RunAsync(string id) => (await Backends.FileStore.Open(Store).Reader.GetRunAsync(RunId.Parse(id)))!;

    [Fact]
    public async Task A_file_store_is_taken_over_as_its_user_knows_it()
    {
        var report = await Mlruns.ImportAsync(Tree.Recorded, Store);
        var run = await RunAsync(Child);
        Assert.Empty(report.Problems);
        Assert.Equal((4, 0, 1), (report.Runs.Count, report.UpToDate, report.Models));
        Assert.Equal(("child-0", "vision/resnet", RunStatus.Finished), (run.Name, run.Experiment, run.Status));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1767225601000), run.StartTime);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1767225610000), run.EndTime);
        Assert.Equal("c4fc992a448f4dcbb3e6d0174095ab3a", run.ParentId.ToString());
        Assert.Equal("a\nb", run.Param("multi line")!.Value.ToString());
        Assert.Equal(ParamKind.Real, run.Param("lr")!.Value.Kind);
        Assert.Equal(10, run.Metric("train/loss")!.Count);
        Assert.Equal((1L, 8L), (run.Metric("weird")!.NanCount, run.Metric("weird")!.Count));
        Assert.Equal(-1, run.Metric("neg step")!.LastStep);
        Assert.Contains(run.Artifacts, a => a.Path == "notes/readme.txt");
        Assert.Equal(("train-set", "training", 2L), (run.Datasets[0].Name, run.Datasets[0].Context, run.Datasets[0].Rows));
        Assert.Equal(["f1", "f2", "y"], run.Datasets[0].Columns.Select(c => c.Name));
    }

    [Fact]
    public async Task A_logged_model_is_a_model_of_the_run_that_made_it()
    {
        await Mlruns.ImportAsync(Tree.Recorded, Store);
        var run = await RunAsync(Autolog);
        var model = Assert.Single(run.Models);
        Assert.Equal(("model", "sklearn"), (model.Name, model.Flavor));
        Assert.Contains(run.Artifacts, a => a.Path == $"{model.Path}/MLmodel");
    }

    [Fact]
    public async Task A_deleted_run_is_in_the_trash()
    {
        await Mlruns.ImportAsync(Tree.Recorded, Store);
        var store = Backends.FileStore.Open(Store);
        Assert.Null(await store.Reader.GetRunAsync(RunId.Parse(Deleted)));
        Assert.Equal("to-delete", Assert.Single(store.ListDeleted()).Name);
        Assert.Equal("tabular", (await store.DeletedReader.GetRunAsync(RunId.Parse(Deleted)))!.Experiment);
    }

    [Fact]
    public async Task There_and_back_nothing_is_lost()
    {
        await Mlruns.ImportAsync(Tree.Recorded, Store);
        var report = await Mlruns.ExportAsync(Store, _folder["mlruns"]);
        var before = Tree.Of(Tree.Recorded);
        var after = Tree.Of(_folder["mlruns"]);
        Assert.Empty(report.Problems);
        Assert.Equal(before.Keys, after.Keys);
        Assert.All(before, f => Assert.Equal((f.Key, f.Value), (f.Key, after[f.Key])));
    }

    [Fact]
    public async Task Every_run_names_itself_as_both_versions_of_MLflow_want_it()
    {
        await Mlruns.ImportAsync(Tree.Recorded, Store);
        await Mlruns.ExportAsync(Store, _folder["mlruns"]);
        var meta = await File.ReadAllTextAsync(_folder[$"mlruns/193868306927272173/{Child}/meta.yaml"]);
        Assert.Contains($"run_id: '{Child}'\n", meta, StringComparison.Ordinal);
        Assert.Contains($"run_uuid: '{Child}'\n", meta, StringComparison.Ordinal);
        Assert.Contains("experiment_id: '193868306927272173'\n", meta, StringComparison.Ordinal);
        Assert.Contains("source_name: ''\n", meta, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Importing_and_exporting_again_changes_nothing()
    {
        await Mlruns.ImportAsync(Tree.Recorded, Store);
        var again = await Mlruns.ImportAsync(Tree.Recorded, Store);
        await Mlruns.ExportAsync(Store, _folder["mlruns"]);
        var first = Tree.Of(_folder["mlruns"]);
        var second = await Mlruns.ExportAsync(Store, _folder["mlruns"]);
        Assert.Equal((0, 4, 0L, 0L), (again.Runs.Count, again.UpToDate, again.Points, again.Artifacts));
        Assert.Equal(0, second.Artifacts);
        Assert.Equal(first, Tree.Of(_folder["mlruns"]));
    }

    [Fact]
    public async Task What_a_run_got_since_the_last_import_is_added()
    {
        var mlruns = Tree.CopyTo(_folder["theirs"]);
        var run = Path.Combine(mlruns, "193868306927272173", Child);
        await Mlruns.ImportAsync(mlruns, Store);
        await File.AppendAllTextAsync(Path.Combine(run, "metrics", "val.acc"), "1767225602000 0.9 10\n");
        await File.WriteAllTextAsync(Path.Combine(run, "tags", "best"), "no longer");
        await File.WriteAllTextAsync(Path.Combine(run, "artifacts", "late.txt"), "late");
        var report = await Mlruns.ImportAsync(mlruns, Store);
        var summary = await RunAsync(Child);
        Assert.Equal((1, 3, 1L, 1L), (report.Runs.Count, report.UpToDate, report.Points, report.Artifacts));
        Assert.Equal((4L, 0.9), (summary.Metric("val.acc")!.Count, summary.Metric("val.acc")!.Last));
        Assert.Equal("no longer", summary.Tags["best"]);
        Assert.Equal(RunStatus.Finished, summary.Status);
    }

    [Fact]
    public async Task One_broken_run_does_not_hide_the_others()
    {
        var mlruns = Tree.CopyTo(_folder["theirs"]);
        await File.WriteAllTextAsync(Path.Combine(mlruns, "193868306927272173", Child, "meta.yaml"), "run_id: [unfinished");
        await File.AppendAllTextAsync(Path.Combine(mlruns, "193868306927272173", "c4fc992a448f4dcbb3e6d0174095ab3a", "metrics", "best_val_acc"), "half a li");
        var report = await Mlruns.ImportAsync(mlruns, Store);
        Assert.Equal(3, report.Runs.Count);
        Assert.Equal(2, report.Problems.Count);
        Assert.Contains(report.Problems, p => p.Contains(Child, StringComparison.Ordinal));
        Assert.Contains(report.Problems, p => p.Contains("half a li", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_is_no_file_store_is_refused_with_what_to_do()
    {
        var error = await Assert.ThrowsAsync<TrackingException>(() => Mlruns.ImportAsync(_folder.Path, Store));
        Assert.Contains("mlruns", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Store));
    }
}
