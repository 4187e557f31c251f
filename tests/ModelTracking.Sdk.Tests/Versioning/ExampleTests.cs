using System.Diagnostics;
using ModelTracking.Backends;
using ModelTracking.Versioning;

namespace ModelTracking.Tests.Versioning;

/// <summary>The example is run to its end, as a user would run it.</summary>
public sealed class ExampleTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Two_branches_of_a_training_become_a_champion_and_are_rolled_back()
    {
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", "Versioning.Branches", configuration, "Versioning.Branches.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", program, _store.Folder]) { RedirectStandardOutput = true };
        start.Environment["MODELTRACKING_AUTHOR"] = "ada";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(0, process.ExitCode);
        Assert.Contains("merge: Merged, 0 conflicts", output, StringComparison.Ordinal);
        Assert.Contains("it has 0 of 1 approvals by others than ada", output, StringComparison.Ordinal);
        Assert.Contains("champion is tumor-classifier/2", output, StringComparison.Ordinal);
        Assert.Contains("champion is tumor-classifier/1 again", output, StringComparison.Ordinal);

        var store = _store.Open();
        Assert.Empty(store.Verify());
        Assert.Equal(5, store.Repository("tumor").Log().Count());
        Assert.Contains("config 'train.learning_rate': was", output, StringComparison.Ordinal);
        Assert.Equal(2, store.Repository("tumor").Head()!.Parents.Count);
        Assert.Equal("the clinic reports odd cases", store.Models.Model("tumor-classifier").History()[^1].Comment);
        Assert.Equal(1, store.Models.Get("tumor-classifier@champion").Number);
        Assert.True(Accuracy(store, 2) >= Accuracy(store, 1));

        // What the runs captured is in the commits, and every run knows its commit.
        var longer = store.Repository("tumor").Head("longer")!;
        Assert.IsType<GitElement>(longer.Tree.Find(TreePart.Code, "git"));
        Assert.StartsWith(".NET 10", longer.Tree.Find(TreePart.Environment, "runtime")!.ToString().Trim('"'), StringComparison.Ordinal);
        Assert.NotNull(longer.Tree.Find(TreePart.Environment, "package/Microsoft.ML"));
        Assert.Contains("Features:Vector<Single, 30>", longer.Tree.Find(TreePart.Model, "classifier:signature")!.ToString(), StringComparison.Ordinal);
        var run = await FileStore.Open(_store.Folder).Reader.GetRunAsync(longer.Run!.Value);
        Assert.Equal(longer.Id, run!.Tags[CommitRunExtensions.CommitTag]);
    }

    private static double Accuracy(VersionStore store, int version) =>
        ((MetricElement)store.Models.Get($"tumor-classifier/{version}").Commit.Tree.Find(TreePart.Metrics, "accuracy")!).Value;
}
