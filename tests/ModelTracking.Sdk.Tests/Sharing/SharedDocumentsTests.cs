using Microsoft.Extensions.Time.Testing;
using ModelTracking.Diagnostics;
using ModelTracking.Sharing;

namespace ModelTracking.Tests.Sharing;

/// <summary>Views and reports that people keep in a store.</summary>
public sealed class SharedDocumentsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 26, 9, 0, 0, TimeSpan.Zero));

    public SharedDocumentsTests() => TrackingClient.Open(_folder["store"]).Dispose();

    public void Dispose() => _folder.Dispose();

    private SharedDocuments Open(SharedKind kind = SharedKind.View) => SharedDocuments.Open(_folder["store"], kind, _time);

    [Fact]
    public void What_one_program_saves_another_sees_with_who_and_when()
    {
        var (one, other) = (Open(), Open());
        var made = one.Create(" best ", "?sort=metrics.loss", by: "ada");
        Assert.Equal("best", made.Name);
        _time.Advance(TimeSpan.FromHours(1));
        var changed = other.Change(made.Id, new SharedChange { Content = "?sort=metrics.f1", IsPrivate = true }, "grace")!;
        Assert.Equal(changed, one.Find(made.Id));
        Assert.Equal(("best", "?sort=metrics.f1", "ada", "grace", 2, true), (changed.Name, changed.Content, changed.Owner, changed.ChangedBy, changed.Version, changed.IsPrivate));
        Assert.Equal(TimeSpan.FromHours(1), changed.Changed - changed.Created);
        Assert.Equal(["?sort=metrics.f1", "?sort=metrics.loss"], Open().History(made.Id).Select(v => v.Content));
        Assert.Empty(Open(SharedKind.Report).List());
    }

    [Fact]
    public void A_deleted_one_is_gone_and_its_name_is_free()
    {
        var made = Open().Create("best", "?");
        Assert.True(Open().Delete(made.Id));
        Assert.False(Open().Delete(made.Id));
        Assert.Null(Open().Change(made.Id, new SharedChange { Name = "x" }));
        Assert.Empty(Open().History(made.Id));
        Assert.NotEqual(made.Id, Open().Create("best", "?").Id);
    }

    [Fact]
    public void A_name_is_taken_once_among_what_is_shared_and_what_is_ones_own()
    {
        var shared = Open().Create("best", "?", by: "ada");
        Assert.Throws<TrackingException>(() => Open().Create("BEST", "?", by: "grace"));
        Assert.Throws<TrackingException>(() => Open().Create("Best", "?", isPrivate: true, by: "ada"));
        var secret = Open().Create("best", "?", isPrivate: true, by: "grace");
        Assert.Throws<TrackingException>(() => Open().Change(secret.Id, new SharedChange { IsPrivate = false }, "grace"));
        Open().Change(shared.Id, new SharedChange { Name = "Best" }, "ada");
        Open().Create("other", "?", by: "ada");
        Assert.Throws<TrackingException>(() => Open().Change(shared.Id, new SharedChange { Name = "other" }, "ada"));
    }

    [Fact]
    public void Of_two_who_change_the_same_version_the_second_is_told()
    {
        var made = Open().Create("best", "one", by: "ada");
        Open().Change(made.Id, new SharedChange { Content = "two", Of = 1 }, "ada");
        var late = Assert.Throws<TrackingException>(() => Open().Change(made.Id, new SharedChange { Content = "three", Of = 1 }, "grace"));
        Assert.Contains("changed meanwhile, by ada", late.Message, StringComparison.Ordinal);
        Assert.Equal("two", Open().Find(made.Id)!.Content);
        Assert.Equal(2, Open().Change(made.Id, new SharedChange { Content = "two", Name = "best" })!.Version);
    }

    [Fact]
    public async Task Many_who_save_at_once_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(w => Task.Run(() =>
        {
            var documents = Open();
            for (var i = 0; i < 10; i++)
            {
                documents.Create($"view {w}-{i}", "?");
            }
        })));
        Assert.Equal(80, Open().List().DistinctBy(v => v.Id).Count());
    }

    [Fact]
    public void The_newest_hundred_versions_are_at_hand()
    {
        var (documents, made) = (Open(SharedKind.Report), Open(SharedKind.Report).Create("r", "0"));
        for (var i = 1; i <= 120; i++)
        {
            documents.Change(made.Id, new SharedChange { Content = $"{i}" });
        }

        Assert.Equal(100, documents.History(made.Id).Count);
        Assert.Equal((121, "120"), (documents.History(made.Id)[0].Version, Open(SharedKind.Report).Find(made.Id)!.Content));
    }

    [Fact]
    public void What_a_report_is_about_stays_until_it_is_said_anew()
    {
        var reports = Open(SharedKind.Report);
        var made = reports.Create("r", "# R", experiment: "digits é", by: "ada");
        Assert.Equal("digits é", made.Experiment);
        Assert.Equal("digits é", reports.Change(made.Id, new SharedChange { Content = "# S" })!.Experiment);
        Assert.Equal(2, reports.Change(made.Id, new SharedChange { Experiment = "digits é" })!.Version);
        var wide = reports.Change(made.Id, new SharedChange { Experiment = "" })!;
        Assert.Equal((3, "", "# S"), (wide.Version, wide.Experiment, wide.Content));
        Assert.Equal(["", "digits é", "digits é"], Open(SharedKind.Report).History(made.Id).Select(v => v.Experiment));
        Assert.Equal("", reports.Create("s", "").Experiment);
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData(null)]
    public void The_name_of_an_experiment_is_one_line_of_some_length(string? experiment)
    {
        experiment ??= new string('x', 1001);
        var made = Open(SharedKind.Report).Create("r", "");
        Assert.Throws<ArgumentException>(() => Open(SharedKind.Report).Create("s", "", experiment: experiment));
        Assert.Throws<ArgumentException>(() => Open(SharedKind.Report).Change(made.Id, new SharedChange { Experiment = experiment }));
        Assert.Equal(1, Assert.Single(Open(SharedKind.Report).List()).Version);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\nb")]
    public void A_name_is_one_line_that_says_something(string name) => Assert.Throws<ArgumentException>(() => Open().Create(name, "?"));

    [Fact]
    public void What_is_too_long_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Open().Create(new string('x', 201), "?"));
        Assert.Throws<ArgumentException>(() => Open().Create("x", new string('x', 100_001)));
        Assert.Empty(Open().List());
    }

    [Fact]
    public void A_damaged_line_is_passed_over_and_nothing_is_written_behind_it()
    {
        Open().Create("one", "?");
        Open().Create("two", "?");
        var path = Path.Combine(_folder["store"], "shared", "views.log");
        var lines = File.ReadAllLines(path);
        File.WriteAllLines(path, [lines[0].Replace("one", "eno", StringComparison.Ordinal), lines[1]]);
        Assert.Contains("is damaged", Assert.Throws<TrackingException>(() => Open().Create("three", "?")).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Open().List(), v => v.Name == "eno");
    }

    [Fact]
    public void A_view_tells_what_its_address_says()
    {
        var view = SavedView.Parse("?q=params.lr+%3E+0.1&experiment=digits%20%C3%A9&columns=metrics.loss%0Aparams.lr&sort=metrics.loss+DESC&group=params.model&nested=1&what=else");
        Assert.Equal(("", "params.lr > 0.1", "digits é", "metrics.loss DESC", "params.model", true), (view.Page, view.Query, view.Experiment, view.Sort, view.Group, view.ShowsNested));
        Assert.Equal(["metrics.loss", "params.lr"], view.Columns);
        Assert.Equal(["a", "b"], SavedView.Parse("compare?run=a&run=b&tab").Runs);
        Assert.Equal(("", ""), (SavedView.Parse("").Page, SavedView.Parse("?").Query));
    }
}
